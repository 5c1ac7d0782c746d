// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Tests.Machines;

/// <summary>A table of seeded constraints and interactions: constants and public values everywhere, degrees 1 to 3, local and global buses.</summary>
internal sealed class RandomTable : IAirTable
{
    public static readonly Bus Short = new("short", 3, 1);
    public static readonly Bus Long = new("long", KoalaBear.Modulus - 1, 7);
    public static readonly Bus Global = new("global", 5, 3, BusScope.Global);
    public static readonly PublicValue[] PublicValues = [new(0, "a"), new(1, "b")];

    private readonly int _seed;
    private readonly int _constraints;
    private readonly int _locals;
    private readonly int _globals;
    private readonly Column _flag;
    private readonly ColumnRange _boundary;
    private readonly ColumnRange _main;

    /// <param name="seed">Decides the rest.</param>
    /// <param name="width">Main columns.</param>
    /// <param name="constraints">Constraints.</param>
    /// <param name="locals">Interactions on local buses.</param>
    /// <param name="globals">Interactions on the global bus.</param>
    public RandomTable(int seed, int width, int constraints, int locals, int globals)
    {
        (_seed, _constraints, _locals, _globals) = (seed, constraints, locals, globals);
        Name = $"table{seed}";
        _flag = Columns.Preprocessed("flag");
        _boundary = Columns.Boundary("boundary", 3);
        _main = Columns.Main("main", width);
    }

    public string Name { get; }

    public ColumnSet Columns { get; } = new();

    public int LogBlockHeight => 0;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        Random random = new(_seed);
        TExpr[] cells = [builder[_flag], .. Cells(_boundary), .. Cells(_main)];
        for (var i = 0; i < _constraints; i++)
        {
            builder.AssertZero(Constraint());
        }

        for (var i = 0; i < _locals; i++)
        {
            var bus = random.Next(2) == 0 ? Short : Long;
            builder.Send(bus, [.. Enumerable.Range(0, bus.Arity).Select(_ => Linear(cells))], Multiplicity());
        }

        for (var i = 0; i < _globals; i++)
        {
            builder.Receive(Global, [cells[1] + 3, Linear(cells[..4]), cells[3] - builder[PublicValues[0]]], cells[0]);
        }

        // Whatever happened above, every column is read.
        builder.Send(Long, [0, 1, Sum(cells), 0, builder[PublicValues[1]], cells[0], 0], cells[^1] * 7);

        IEnumerable<TExpr> Cells(ColumnRange range) => Enumerable.Range(0, range.Length).Select(i => builder[range[i]]);

        TExpr Sum(TExpr[] of) => of.Aggregate((left, right) => left + right);

        TExpr Pick(TExpr[] of) => of[random.Next(of.Length)];

        TExpr Linear(TExpr[] of) => random.Next(5) switch
        {
            0 => random.Next(100),
            1 => Pick(of),
            2 => (Pick(of) * builder[PublicValues[0]]) - (Pick(of) * random.Next(1 << 20)) + 5,
            3 => -Pick(of) + builder[PublicValues[0]],
            _ => Pick(of) + (Pick(of) * 65536) + Pick(of),
        };

        TExpr Multiplicity() => random.Next(4) switch
        {
            0 => Pick(cells),
            1 => -(Pick(cells) + Pick(cells)),
            2 => Pick(cells) * builder[PublicValues[1]],
            _ => Pick(cells) - Pick(cells),
        };

        TExpr Constraint() => random.Next(6) switch
        {
            0 => Pick(cells) * (1 - Pick(cells)),
            1 => (Pick(cells) - (Pick(cells) * 12)) * (builder[PublicValues[0]] - Pick(cells)) * Pick(cells),
            2 => Pick(cells) - Pick(cells),
            3 => (Pick(cells) * Pick(cells) * (3 - builder[PublicValues[1]])) - -Pick(cells),
            4 => Pick(cells),
            _ => (Pick(cells) * (Linear(cells) + 2) * (Sum(cells) - 9)) + (Pick(cells) * builder[PublicValues[1]]),
        };
    }
}
