// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;

namespace PicoEngine.Verifier.Tests.Stark.LogUp;

/// <summary>A number of a line in a straight-line program; operators append lines.</summary>
internal readonly struct Symbol :
    IAdditionOperators<Symbol, Symbol, Symbol>, ISubtractionOperators<Symbol, Symbol, Symbol>, IMultiplyOperators<Symbol, Symbol, Symbol>
{
    private readonly StraightLineProgram _program;

    public Symbol(StraightLineProgram program, int line)
    {
        _program = program;
        Line = line;
    }

    public int Line { get; }

    public static Symbol operator +(Symbol left, Symbol right) => left._program.Append('+', left.Line, right.Line);

    public static Symbol operator -(Symbol left, Symbol right) => left._program.Append('-', left.Line, right.Line);

    public static Symbol operator *(Symbol left, Symbol right) => left._program.Append('*', left.Line, right.Line);
}
