// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using PicoEngine.RiscV;
using PicoEngine.RiscV.Elf;

namespace PicoEngine.Executor.Profiling;

/// <summary>Which function an instruction belongs to. Functions get their numbers when they are first asked for.</summary>
internal sealed class FunctionMap
{
    private const int NoSymbol = -1;

    private readonly ProgramImage _image;

    // By instruction: the index of its symbol, or NoSymbol.
    private readonly int[] _symbols;

    // By symbol: the function's number, or -1 as long as nothing has entered it.
    private readonly int[] _numbers;
    private readonly Dictionary<int, int> _unnamed = [];
    private readonly List<ProfiledFunction> _functions = [];
    private readonly List<bool> _isNamed = [];

    public FunctionMap(ProgramImage image)
    {
        _image = image;
        IReadOnlyList<FunctionSymbol> symbols = image.Symbols.Functions;
        _numbers = new int[symbols.Count];
        Array.Fill(_numbers, -1);
        _symbols = new int[image.Instructions.Length];
        int next = 0;
        for (int i = 0; i < _symbols.Length; i++)
        {
            uint address = image.TextBase + 4 * (uint)i;
            while (next < symbols.Count && symbols[next].Address <= address)
            {
                next++;
            }

            // As SymbolTable.Find: a symbol without a size reaches to the next one.
            bool inside = next > 0 && (symbols[next - 1].Size == 0 || address - symbols[next - 1].Address < symbols[next - 1].Size);
            _symbols[i] = inside ? next - 1 : NoSymbol;
        }
    }

    public IReadOnlyList<ProfiledFunction> Functions => _functions;

    /// <summary>The function that a call of <paramref name="index"/> enters.</summary>
    public int OfCall(int index)
    {
        int symbol = _symbols[index];
        if (symbol == NoSymbol)
        {
            if (!_unnamed.TryGetValue(index, out int unnamed))
            {
                uint address = _image.TextBase + 4 * (uint)index;
                unnamed = Add(new ProfiledFunction("0x" + address.ToString("x8", CultureInfo.InvariantCulture), address), named: false);
                _unnamed.Add(index, unnamed);
            }

            return unnamed;
        }

        if (_numbers[symbol] < 0)
        {
            FunctionSymbol function = _image.Symbols.Functions[symbol];
            _numbers[symbol] = Add(new ProfiledFunction(function.Name, function.Address), named: true);
        }

        return _numbers[symbol];
    }

    /// <summary>
    /// The function that a jump from <paramref name="current"/> to <paramref name="index"/> ends in. Code without symbols has
    /// no borders, so a jump inside of it stays where it is.
    /// </summary>
    public int OfJump(int index, int current) =>
        _symbols[index] == NoSymbol && !_isNamed[current] ? current : OfCall(index);

    private int Add(ProfiledFunction function, bool named)
    {
        _functions.Add(function);
        _isNamed.Add(named);
        return _functions.Count - 1;
    }
}
