// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Inspection;
using PicoEngine.RiscV;
using PicoEngine.RiscV.Elf;
using Spectre.Console;

namespace PicoEngine.Cli.Rendering;

/// <summary>What a program is, as text and as JSON.</summary>
internal static class ProgramFactsRenderer
{
    private const int ShownOpcodes = 8;

    public static void WriteText(TextWriter output, ProgramFacts facts, bool detailed)
    {
        ProgramImage image = facts.Image;
        Line("file", $"{facts.FileName}, ELF guest program, {Format.Count(facts.ByteCount)} bytes");
        Line("sha-256", "0x" + image.Sha256);
        Line("abi", ProgramFacts.Abi);
        Line("entry", Address(image.Entry) + (image.Symbols.Describe(image.Entry) is { } symbol ? $" {symbol}" : ""));
        Line("instructions", $"{Format.Count(image.Instructions.Length)} at {Address(image.TextBase)}..{Address(image.TextEnd)}");
        Line("image", $"{Format.Count(image.ImageWords)} words");
        Line("symbols", $"{Format.Count(image.Symbols.Functions.Count)} functions, {(facts.Sdk is null ? "no known SDK" : facts.Sdk)}");
        Line("system calls", (facts.SystemCalls.Calls.Count == 0 ? "none found" : string.Join(", ", facts.SystemCallNames))
            + (facts.SystemCalls.Unresolved == 0 ? "" : $", {facts.SystemCalls.Unresolved} with a code that is not constant"));
        int shown = detailed ? int.MaxValue : ShownOpcodes;
        Line("opcodes", string.Join(", ", facts.Opcodes.Take(shown).Select(entry => $"{entry.Name} {Format.Count(entry.Count)}"))
            + (facts.Opcodes.Count > shown ? $", {facts.Opcodes.Count - shown} more" : ""));
        Table segments = TextTables.Create("segment", "#from", "#to", "#bytes in memory", "#words in file", "access");
        for (int i = 0; i < image.Segments.Count; i++)
        {
            ProgramSegment segment = image.Segments[i];
            TextTables.AddRow(
                segments, Format.Count(i), Address(segment.Address), Address(segment.Address + segment.MemorySize),
                Format.Count(segment.MemorySize), Format.Count(segment.Words.Length), ProgramFacts.AccessOf(segment));
        }

        TextTables.Console(output).Write(segments);
        output.Flush();

        void Line(string name, string value) => output.WriteLine($"{name,-14} {value}");
    }

    public static void WriteJson(TextWriter output, ProgramFacts facts) => JsonReport.Write(output, writer =>
    {
        ProgramImage image = facts.Image;
        writer.WriteString("kind", "elf");
        writer.WriteString("file", facts.FileName);
        writer.WriteNumber("byteCount", facts.ByteCount);
        writer.WriteString("programSha256", "0x" + image.Sha256);
        writer.WriteString("abi", ProgramFacts.Abi);
        writer.WriteString("entry", Address(image.Entry));
        writer.WriteString("entrySymbol", image.Symbols.Describe(image.Entry));
        writer.WriteString("textStart", Address(image.TextBase));
        writer.WriteString("textEnd", Address(image.TextEnd));
        writer.WriteNumber("instructions", image.Instructions.Length);
        writer.WriteNumber("imageWords", image.ImageWords);
        writer.WriteNumber("symbols", image.Symbols.Functions.Count);
        writer.WriteString("sdk", facts.Sdk);
        writer.WriteStartArray("systemCalls");
        foreach (string name in facts.SystemCallNames)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
        writer.WriteNumber("unresolvedSystemCalls", facts.SystemCalls.Unresolved);
        JsonReport.WriteCounts(writer, "opcodes", facts.Opcodes);
        writer.WriteStartArray("segments");
        foreach (ProgramSegment segment in image.Segments)
        {
            writer.WriteStartObject();
            writer.WriteString("address", Address(segment.Address));
            writer.WriteNumber("memoryBytes", segment.MemorySize);
            writer.WriteNumber("fileWords", segment.Words.Length);
            writer.WriteString("access", ProgramFacts.AccessOf(segment));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static string Address(uint address) => $"0x{address:x8}";
}
