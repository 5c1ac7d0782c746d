// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Diagnosis;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Cli.Rendering;

/// <summary>Findings of <c>doctor</c>, as text and as JSON.</summary>
internal static class FindingRenderer
{
    /// <summary>The failure that a finding means for the whole; null where the engine works.</summary>
    public static PicoException? FailureOf(IReadOnlyList<Finding> findings)
    {
        string[] failures = [.. findings.Where(finding => finding.State == FindingState.Failure).Select(finding => finding.Message)];
        return failures.Length == 0 ? null : new PicoException(ErrorCatalog.MachineUnsuitable, string.Join("; ", failures));
    }

    public static void WriteText(TextWriter output, IReadOnlyList<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            char sign = finding.State switch
            {
                FindingState.Ok => '✓',
                FindingState.Information => '·',
                FindingState.Warning => '!',
                _ => '✗',
            };
            output.WriteLine($"{sign} {finding.Message}{(finding.Fix is null ? "" : $" → {finding.Fix}")}");
        }

        output.Flush();
    }

    public static void WriteJson(TextWriter output, IReadOnlyList<Finding> findings, GpuSurvey gpus, PicoException? failure) => JsonReport.Write(output, writer =>
    {
        writer.WriteBoolean("ok", failure is null);
        writer.WriteStartArray("findings");
        foreach (Finding finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("name", finding.Name);
            writer.WriteString("state", finding.State.ToString().ToLowerInvariant());
            writer.WriteString("message", finding.Message);
            writer.WriteString("fix", finding.Fix);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        GpuRenderer.WriteJson(writer, gpus);
        if (failure is not null)
        {
            FailureRenderer.WriteError(writer, failure);
        }
    });
}
