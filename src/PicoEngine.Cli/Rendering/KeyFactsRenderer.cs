// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Inspection;
using PicoEngine.Verifier.Files;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Cli.Rendering;

/// <summary>What a key file is, as text and as JSON.</summary>
internal static class KeyFactsRenderer
{
    public static void WriteText(TextWriter output, KeyFacts facts)
    {
        MachineFamily family = facts.Key.Family;
        Line("file", $"{facts.FileName}, verifying key, {Format.Count(facts.ByteCount)} bytes");
        Line("format", $"version {KeyFile.FormatVersion}");
        Line("machine", family.Machine.Definition.Id);
        Line("security", Format.Security(ProofVerdict.BitsOf(family, 1), family.Parameters.Name));
        Line("field", "KoalaBear");
        Line("shapes", Format.Count(facts.Key.Shapes.Length));
        Line("vkey", Format.Hex(facts.Digest.Span));
        output.Flush();

        void Line(string name, string value) => output.WriteLine($"{name,-14} {value}");
    }

    public static void WriteJson(TextWriter output, KeyFacts facts) => JsonReport.Write(output, writer =>
    {
        MachineFamily family = facts.Key.Family;
        writer.WriteString("kind", "vkey");
        writer.WriteString("file", facts.FileName);
        writer.WriteNumber("byteCount", facts.ByteCount);
        writer.WriteNumber("formatVersion", KeyFile.FormatVersion);
        writer.WriteString("field", "KoalaBear");
        writer.WriteString("machine", family.Machine.Definition.Id);
        writer.WriteString("parameters", family.Parameters.Name);
        JsonReport.WriteSecurity(writer, ProofVerdict.BitsOf(family, 1));
        writer.WriteNumber("shapes", facts.Key.Shapes.Length);
        JsonReport.WriteHex(writer, "vkeyDigest", facts.Digest.Span);
    });
}
