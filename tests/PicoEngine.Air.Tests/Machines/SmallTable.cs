// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Symbolic;

namespace PicoEngine.Air.Tests.Machines;

/// <summary>A table of a few columns whose definition is an argument, written on symbols: what key generation refuses is mostly not worth a class.</summary>
internal sealed class SmallTable : IAirTable
{
    public static readonly Bus Lookup = new("a", 1, 1);
    public static readonly Bus Global = new("g", 2, 1, BusScope.Global);
    public static readonly PublicValue Chained = new(0, "chained");
    public static readonly PublicValue Late = new(1, "late");

    private readonly Action<Symbols> _define;

    public SmallTable(Action<Symbols> define, string preprocessed = "", string boundary = "", string main = "a b")
    {
        _define = define;
        foreach (var name in Split(preprocessed))
        {
            Columns.Preprocessed(name);
        }

        foreach (var name in Split(boundary))
        {
            Columns.Boundary(name);
        }

        foreach (var name in Split(main))
        {
            Columns.Main(name);
        }
    }

    public string Name { get; init; } = "t";

    public ColumnSet Columns { get; } = new();

    public int LogBlockHeight { get; init; } = 4;

    public PaddingRows Padding { get; init; }

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr> =>
        _define(new Symbols(this, (IAirBuilder<SymbolicExpression>)(object)builder));

    private static string[] Split(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A builder that knows columns by name.</summary>
    internal sealed class Symbols(SmallTable table, IAirBuilder<SymbolicExpression> builder)
    {
        public SmallTable Table => table;

        public IAirBuilder<SymbolicExpression> Builder => builder;

        public SymbolicExpression this[string name] => builder[table.Columns[table.Columns.Names.ToList().IndexOf(name)]];

        public SymbolicExpression this[PublicValue value] => builder[value];

        public void Zero(SymbolicExpression expression) => builder.AssertZero(expression);

        public void Boolean(SymbolicExpression expression) => builder.AssertBoolean(expression);

        public void Send(Bus bus, SymbolicExpression element, SymbolicExpression multiplicity) => builder.Send(bus, [element], multiplicity);

        public void Receive(Bus bus, SymbolicExpression element, SymbolicExpression multiplicity) => builder.Receive(bus, [element], multiplicity);
    }
}
