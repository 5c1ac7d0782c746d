// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Proving;
using PicoEngine.Proving.Devices;

namespace PicoEngine.Cli.Rendering;

/// <summary>A proof that was made, as text and as JSON.</summary>
internal static class ProofRenderer
{
    private const int ShownPublicBytes = 32;

    public static void WriteText(TextWriter output, ProofResult result, bool detailed)
    {
        ProvenRun run = result.Run;
        string reused = run.ReusedShards == 0 ? "" : $", {run.ReusedShards} of them taken from the resume folder";
        Line("proof", $"{result.ProofFile}, {Format.Count(run.ProofBytes.Length)} bytes, verified");
        if (result.Block is null)
        {
            Line("program", $"{result.Program}, exit code 0");
        }
        else
        {
            foreach ((string name, string value) in BlockStatementRenderer.Lines(result.Block))
            {
                Line(name, value);
            }
        }

        Line("cycles", $"{Format.Count(run.Cycles)} in {Format.Shards(run.Shards.Count)}{reused}");
        Line("time", $"{Format.Seconds(result.Duration)}, {Format.SlowSpeed(result.CyclesPerSecond)}");
        Line("backend", result.Backend.Reason);
        if (result.Backend.Kind != BackendKind.Cpu)
        {
            foreach (DeviceReport report in run.Devices)
            {
                Line("device", BackendRenderer.Text(report));
            }
        }

        Line("stages", PhaseNames.Line(result.StageSeconds));
        Line("memory", $"{Format.Mebibytes(run.PeakMemoryBytes)} peak");
        Line("security", Format.Security(run.SecurityBits, run.Parameters));
        Line("public values", Format.PublicValues(run.PublicValues.Span, ShownPublicBytes));
        Line("vkey", Format.Hex(run.VerifyingKeyDigest.Span));
        if (detailed)
        {
            ShardRenderer.WriteText(output, run.Shards);
        }

        output.Flush();

        void Line(string name, string value) => output.WriteLine($"{name,-14} {value}");
    }

    public static void WriteJson(TextWriter output, ProofResult result, bool detailed) => JsonReport.Write(output, writer =>
    {
        ProvenRun run = result.Run;
        writer.WriteString("proofFile", result.ProofFile);
        writer.WriteNumber("proofBytes", run.ProofBytes.Length);
        writer.WriteString("programSha256", "0x" + run.ProgramSha256);
        writer.WriteString("mode", "core");
        writer.WriteString("parameters", run.Parameters);
        writer.WriteNumber("exitCode", 0);
        writer.WriteNumber("cycles", run.Cycles);
        writer.WriteNumber("shards", run.Shards.Count);
        writer.WriteNumber("reusedShards", run.ReusedShards);
        writer.WriteNumber("seconds", result.Duration.TotalSeconds);
        PhaseNames.WriteSeconds(writer, result.StageSeconds);
        JsonReport.WriteSecurity(writer, run.SecurityBits);
        JsonReport.WriteHex(writer, "vkeyDigest", run.VerifyingKeyDigest.Span);
        JsonReport.WriteHex(writer, "publicValues", run.PublicValues.Span);
        writer.WriteNumber("peakMemoryBytes", run.PeakMemoryBytes);
        BackendRenderer.WriteChoice(writer, result.Backend);
        BackendRenderer.WriteReports(writer, run.Devices);

        if (result.Block is { } block)
        {
            BlockStatementRenderer.WriteJson(writer, block);
        }

        if (detailed)
        {
            ShardRenderer.WriteJson(writer, run.Shards);
        }
    });
}
