// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Text;
using PicoEngine.Contracts.Text;

namespace PicoEngine.RiscV.Elf;

/// <summary>
/// Reads .symtab for profiles and error messages. Symbols decide nothing about the program, so a damaged section table
/// means no symbols, not a refused program.
/// </summary>
internal static class ElfSymbolReader
{
    private const int SectionHeaderSize = 40;
    private const int SymbolSize = 16;
    private const uint SectionTypeSymbols = 2;
    private const int TypeNone = 0;
    private const int TypeFunction = 2;
    private const int BindingGlobal = 1;

    // More than any real guest has; they bound the work and the memory that a hostile file can ask for. Symbols may share the
    // bytes of their names, so the names together have a bound of their own.
    private const int MaxSymbols = 1 << 20;
    private const int MaxNameBytes = 4096;
    private const int MaxAllNameBytes = 1 << 22;

    /// <param name="file">A whole ELF32 little-endian file whose header has been checked.</param>
    public static SymbolTable Read(ReadOnlySpan<byte> file)
    {
        uint offset = Word(file, 32);
        int entrySize = Half(file, 46);
        int count = Half(file, 48);
        if (entrySize != SectionHeaderSize || offset + (ulong)count * SectionHeaderSize > (ulong)file.Length)
        {
            return SymbolTable.Empty;
        }

        ReadOnlySpan<byte> headers = file.Slice((int)offset, count * SectionHeaderSize);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> header = headers[(i * SectionHeaderSize)..];
            uint link = Word(header, 24);
            if (Word(header, 4) == SectionTypeSymbols && link < count
                && TryBody(file, header, out ReadOnlySpan<byte> symbols)
                && TryBody(file, headers[((int)link * SectionHeaderSize)..], out ReadOnlySpan<byte> names))
            {
                return new SymbolTable(Functions(symbols, names));
            }
        }

        return SymbolTable.Empty;
    }

    private static bool TryBody(ReadOnlySpan<byte> file, ReadOnlySpan<byte> header, out ReadOnlySpan<byte> body)
    {
        uint offset = Word(header, 16);
        uint size = Word(header, 20);
        bool inside = offset + (ulong)size <= (ulong)file.Length;
        body = inside ? file.Slice((int)offset, (int)size) : default;
        return inside;
    }

    private static List<FunctionSymbol> Functions(ReadOnlySpan<byte> symbols, ReadOnlySpan<byte> names)
    {
        var functions = new List<FunctionSymbol>();
        var labels = new List<FunctionSymbol>();
        int count = Math.Min(symbols.Length / SymbolSize, MaxSymbols);
        int nameBytes = 0;
        for (int i = 0; i < count && nameBytes < MaxAllNameBytes; i++)
        {
            ReadOnlySpan<byte> symbol = symbols.Slice(i * SymbolSize, SymbolSize);
            int type = symbol[12] & 15;
            bool global = symbol[12] >> 4 == BindingGlobal;
            bool defined = Half(symbol, 14) is not 0 and < 0xff00;
            if (!defined || !(type == TypeFunction || (type == TypeNone && global)) || Name(names, Word(symbol, 0)) is not { } name)
            {
                continue;
            }

            nameBytes += name.Length;
            if (IsFunctionName(name))
            {
                (type == TypeFunction ? functions : labels).Add(new FunctionSymbol(Word(symbol, 4), Word(symbol, 8), SymbolDemangler.Demangle(name)));
            }
        }

        // Global assembly labels without a type count as functions where no typed symbol stands.
        return [.. functions, .. labels];
    }

    /// <summary>Mapping symbols ($x, $d), assembler-local labels and names that no terminal should show are not functions.</summary>
    private static bool IsFunctionName(string name) =>
        name[0] != '$' && !name.StartsWith(".L", StringComparison.Ordinal) && UntrustedText.IsHarmless(name);

    private static string? Name(ReadOnlySpan<byte> names, uint offset)
    {
        if (offset >= names.Length)
        {
            return null;
        }

        ReadOnlySpan<byte> tail = names.Slice((int)offset, Math.Min(names.Length - (int)offset, MaxNameBytes + 1));
        int length = tail.IndexOf((byte)0);
        return length > 0 ? Encoding.UTF8.GetString(tail[..length]) : null;
    }

    private static uint Word(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static ushort Half(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);
}
