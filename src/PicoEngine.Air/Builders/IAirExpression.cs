// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Fields;

namespace PicoEngine.Air.Builders;

/// <summary>What constraints are written over: a ring with integer constants. Symbols, base-field and extension values all are one.</summary>
/// <remarks>
/// Integers and field elements convert by themselves, so a table writes <c>x * (1 - x)</c> and <c>[x, 0, 2 * y + 1]</c>. There is no comparison and no
/// division: what a definition does cannot depend on a value.
/// </remarks>
/// <typeparam name="TSelf">The expression type.</typeparam>
public interface IAirExpression<TSelf> :
    IAdditionOperators<TSelf, TSelf, TSelf>,
    ISubtractionOperators<TSelf, TSelf, TSelf>,
    IMultiplyOperators<TSelf, TSelf, TSelf>,
    IUnaryNegationOperators<TSelf, TSelf>
    where TSelf : struct, IAirExpression<TSelf>
{
    /// <summary>An integer modulo p; negative ones wrap around.</summary>
    static abstract implicit operator TSelf(int value);

    /// <summary>A constant of the base field.</summary>
    static abstract implicit operator TSelf(KoalaBear value);
}
