// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.RiscV.Elf;

/// <summary>The function symbols of a program, by address; empty for a stripped one.</summary>
public sealed class SymbolTable
{
    private readonly FunctionSymbol[] _functions;

    /// <param name="functions">Any order; of several symbols at one address the first is kept.</param>
    public SymbolTable(IEnumerable<FunctionSymbol> functions) =>
        _functions = [.. functions.DistinctBy(symbol => symbol.Address).OrderBy(symbol => symbol.Address)];

    public static SymbolTable Empty { get; } = new([]);

    /// <summary>By ascending address, one per address.</summary>
    public IReadOnlyList<FunctionSymbol> Functions => _functions;

    /// <summary>
    /// The function that <paramref name="address"/> lies in. A symbol without a size (assembly code) reaches to the next one.
    /// </summary>
    public FunctionSymbol? Find(uint address)
    {
        int low = 0;
        int high = _functions.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_functions[middle].Address <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        if (low == 0)
        {
            return null;
        }

        FunctionSymbol candidate = _functions[low - 1];
        return candidate.Size == 0 || address - candidate.Address < candidate.Size ? candidate : null;
    }

    /// <summary><c>name+0xoffset</c>, or null outside of every function.</summary>
    public string? Describe(uint address) =>
        Find(address) is not { } symbol ? null
        : symbol.Address == address ? symbol.Name
        : $"{symbol.Name}+0x{address - symbol.Address:x}";
}
