// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Inspection;
using PicoEngine.Verifier.Files;
using PicoEngine.Verifier.Keys;
using Spectre.Console;

namespace PicoEngine.Cli.Rendering;

/// <summary>What a proof file says of itself, as text and as JSON.</summary>
internal static class ProofFactsRenderer
{
    private const int ShownPublicBytes = 64;

    public static void WriteText(TextWriter output, ProofFacts facts, bool detailed)
    {
        (ProofFile proof, MachineFamily family) = (facts.Proof, facts.Proof.Key.Family);
        Line("file", $"{facts.FileName}, core proof, not verified, {Format.Count(facts.ByteCount)} bytes");
        Line("format", $"version {ProofFile.FormatVersion}");
        Line("machine", family.Machine.Definition.Id);
        Line("security", Format.Security(ProofVerdict.BitsOf(family, proof.Run.Shards.Length), family.Parameters.Name) + ", if it verifies");
        Line("field", "KoalaBear");
        Line("shards", Format.Count(proof.Run.Shards.Length));
        Line("public values", Format.PublicValues(proof.Output.Span, ShownPublicBytes) + (proof.CommitsOutput ? "" : " (not what the run committed to)"));
        Line("vkey", Format.Hex(proof.KeyDigest.AsSpan()));
        Line("annotation", proof.Annotation.IsEmpty ? "none" : $"{Format.Count(proof.Annotation.Length)} bytes, which no proof is about");
        if (detailed)
        {
            Table table = TextTables.Create("#shard", "#shape", "#proof bytes");
            for (int i = 0; i < proof.Run.Shards.Length; i++)
            {
                TextTables.AddRow(table, Format.Count(i + 1), Format.Count(proof.Run.Shards[i].Shape), Format.Count(ProofBytes(proof, i)));
            }

            TextTables.Console(output).Write(table);
        }

        output.Flush();

        void Line(string name, string value) => output.WriteLine($"{name,-14} {value}");
    }

    public static void WriteJson(TextWriter output, ProofFacts facts) => JsonReport.Write(output, writer =>
    {
        (ProofFile proof, MachineFamily family) = (facts.Proof, facts.Proof.Key.Family);
        writer.WriteString("kind", "proof");
        writer.WriteString("file", facts.FileName);
        writer.WriteNumber("byteCount", facts.ByteCount);
        writer.WriteBoolean("verified", false);
        writer.WriteString("stage", "core");
        writer.WriteNumber("formatVersion", ProofFile.FormatVersion);
        writer.WriteString("field", "KoalaBear");
        writer.WriteString("machine", family.Machine.Definition.Id);
        writer.WriteString("parameters", family.Parameters.Name);
        JsonReport.WriteSecurity(writer, ProofVerdict.BitsOf(family, proof.Run.Shards.Length));
        writer.WriteNumber("shards", proof.Run.Shards.Length);
        JsonReport.WriteHex(writer, "publicValues", proof.Output.Span);
        writer.WriteBoolean("commitsPublicValues", proof.CommitsOutput);
        JsonReport.WriteHex(writer, "vkeyDigest", proof.KeyDigest.AsSpan());
        writer.WriteNumber("annotationBytes", proof.Annotation.Length);
        writer.WriteStartArray("shardDetails");
        for (int i = 0; i < proof.Run.Shards.Length; i++)
        {
            writer.WriteStartObject();
            writer.WriteNumber("number", i + 1);
            writer.WriteNumber("shape", proof.Run.Shards[i].Shape);
            writer.WriteNumber("proofBytes", ProofBytes(proof, i));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static long ProofBytes(ProofFile proof, int shard) => sizeof(uint) * (long)proof.Run.Shards[shard].Words.Length;
}
