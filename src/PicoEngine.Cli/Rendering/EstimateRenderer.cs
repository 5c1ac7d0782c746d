// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Proving;
using PicoEngine.Proving.Devices;

namespace PicoEngine.Cli.Rendering;

/// <summary>An estimate, as text and as JSON with the names of <c>prove</c>.</summary>
internal static class EstimateRenderer
{
    public static void WriteText(TextWriter output, EstimateResult result, bool detailed)
    {
        ProofEstimate estimate = result.Estimate;
        Line("program", result.Program);
        Line("cycles", $"{Format.Count(estimate.Cycles)} in {Format.Shards(estimate.Shards.Count)}");
        string threads = $"{result.Threads} {(result.Threads == 1 ? "thread" : "threads")} of this machine";
        string time = $"about {Format.Duration(TimeSpan.FromSeconds(result.Seconds))} with {threads}";
        Line("time", result.HasTimes ? time : $"not known for {BackendRenderer.Name(result.Backend.Kind)}, which no times were measured of; the processor would take {time}");
        Line("backend", result.Backend.Reason);
        foreach (DevicePlan plan in estimate.Devices)
        {
            Line("device", BackendRenderer.Text(plan));
        }

        Line("stages", (result.HasTimes ? "" : "of the processor: ") + PhaseNames.Line(estimate.StageSeconds));
        Line("memory", $"about {Format.Mebibytes(estimate.PeakMemoryBytes)}, within a limit of {Format.Mebibytes(estimate.MemoryLimitBytes)}");
        Line("proof", $"{Format.Count(estimate.ProofBytes)} bytes");
        Line("security", Format.Security(estimate.SecurityBits, result.Parameters));
        Line("vkey", Format.Hex(result.VkeyDigest.Span));
        if (detailed)
        {
            foreach (DevicePlan plan in estimate.Devices)
            {
                Line("device memory", BackendRenderer.Phases(plan));
            }

            ShardRenderer.WriteText(output, estimate.Shards);
        }

        output.Flush();

        void Line(string name, string value) => output.WriteLine($"{name,-14} {value}");
    }

    public static void WriteJson(TextWriter output, EstimateResult result, bool detailed) => JsonReport.Write(output, writer =>
    {
        ProofEstimate estimate = result.Estimate;
        writer.WriteString("programSha256", "0x" + result.ProgramSha256);
        writer.WriteString("mode", "core");
        writer.WriteString("parameters", result.Parameters);
        writer.WriteNumber("threads", result.Threads);
        writer.WriteNumber("cycles", estimate.Cycles);
        writer.WriteNumber("shards", estimate.Shards.Count);
        if (result.HasTimes)
        {
            writer.WriteNumber("seconds", result.Seconds);
            PhaseNames.WriteSeconds(writer, estimate.StageSeconds);
        }
        else
        {
            writer.WriteNumber("processorSeconds", result.Seconds);
        }

        BackendRenderer.WriteChoice(writer, result.Backend);
        BackendRenderer.WritePlans(writer, estimate.Devices);
        writer.WriteNumber("peakMemoryBytes", estimate.PeakMemoryBytes);
        writer.WriteNumber("memoryLimitBytes", estimate.MemoryLimitBytes);
        writer.WriteNumber("proofBytes", estimate.ProofBytes);
        JsonReport.WriteSecurity(writer, estimate.SecurityBits);
        JsonReport.WriteHex(writer, "vkeyDigest", result.VkeyDigest.Span);
        if (detailed)
        {
            ShardRenderer.WriteJson(writer, estimate.Shards);
        }
    });
}
