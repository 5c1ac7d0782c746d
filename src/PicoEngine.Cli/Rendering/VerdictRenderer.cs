// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Rendering;

/// <summary>The verdict on a valid proof, as text and as JSON.</summary>
internal static class VerdictRenderer
{
    public static void WriteText(TextWriter output, ProofVerdict result)
    {
        Line("proof", $"{result.FileName}, valid: {(result.Block is null ? "the program of the key" : "the block guest")} ran and exited with 0");
        foreach ((string name, string value) in result.Block is null ? [] : BlockStatementRenderer.Lines(result.Block))
        {
            Line(name, value);
        }

        Line("vkey", Format.Hex(result.Verdict.KeyDigest.Span));
        Line("public values", Format.PublicValues(result.Verdict.Output.Span, int.MaxValue));
        Line("security", Format.Security(result.SecurityBits, result.Machine.Parameters.Name));
        Line("size", $"{Format.Count(result.ByteCount)} bytes, {Format.Shards(result.Verdict.Shards)}");
        Line("time", Format.Seconds(result.Duration));
        output.Flush();

        void Line(string name, string value) => output.WriteLine($"{name,-14} {value}");
    }

    public static void WriteJson(TextWriter output, ProofVerdict result) => JsonReport.Write(output, writer =>
    {
        writer.WriteBoolean("valid", true);
        JsonReport.WriteHex(writer, "vkeyDigest", result.Verdict.KeyDigest.Span);
        JsonReport.WriteHex(writer, "publicValues", result.Verdict.Output.Span);
        writer.WriteNumber("exitCode", 0);
        writer.WriteString("parameters", result.Machine.Parameters.Name);
        JsonReport.WriteSecurity(writer, result.SecurityBits);
        writer.WriteNumber("shards", result.Verdict.Shards);
        writer.WriteNumber("proofBytes", result.ByteCount);
        writer.WriteNumber("seconds", result.Duration.TotalSeconds);
        if (result.Block is not null)
        {
            BlockStatementRenderer.WriteJson(writer, result.Block);
        }
    });
}
