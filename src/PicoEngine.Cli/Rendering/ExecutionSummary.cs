// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor;

namespace PicoEngine.Cli.Rendering;

/// <summary>The report of a run on a few lines.</summary>
internal static class ExecutionSummary
{
    private const int ShownPublicBytes = 32;
    private const int ShownSyscalls = 6;
    private const int ShownRegions = 4;

    public static void Write(TextWriter output, ExecutionResult result)
    {
        ExecutionReport report = result.Report;
        Line("program", $"{result.FileName}, exit code {report.ExitCode}");
        Line("cycles", $"{Format.Count(report.Cycles)} in {Format.Shards(result.Shards)}");
        Line("time", $"{Format.Seconds(report.Duration)}, {Format.Speed(result.CyclesPerSecond)}");
        Line("public values", Format.PublicValues(report.PublicValues.Span, ShownPublicBytes));
        Line("digest", report.CommittedWords == 0 ? "not committed" : Format.Hex(report.PublicValuesDigest.Span) + (report.DigestMatches ? "" : " (does not match)"));
        Line("memory", $"{Format.Count(report.TouchedWords)} words touched, {Format.Mebibytes(result.PeakMemoryBytes)} peak");
        Line("system calls", Shortened(result.Syscalls(), ShownSyscalls));
        if (report.UnconstrainedBlocks > 0)
        {
            Line("unconstrained", $"{Format.Count(report.UnconstrainedCycles)} cycles in {report.UnconstrainedBlocks} blocks");
        }

        if (report.Regions.Count > 0)
        {
            Line("regions", Shortened(report.Regions.Select(region => (region.Name, region.Cycles)), ShownRegions));
        }

        output.Flush();

        void Line(string name, string value) => output.WriteLine($"{name,-14} {value}");
    }

    private static string Shortened(IEnumerable<(string Name, ulong Count)> counts, int shown)
    {
        (string Name, ulong Count)[] all = [.. counts];
        string text = string.Join(", ", all.Take(shown).Select(entry => $"{entry.Name} {Format.Count(entry.Count)}"));
        return all.Length > shown ? $"{text}, {all.Length - shown} more" : text;
    }
}
