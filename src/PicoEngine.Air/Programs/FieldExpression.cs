// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Fields;

namespace PicoEngine.Air.Programs;

/// <summary>A field element as an expression: running a definition over it evaluates the definition.</summary>
/// <typeparam name="TField">The field: base, extension, or any other with the same interface.</typeparam>
/// <param name="Value">The value.</param>
public readonly record struct FieldExpression<TField>(TField Value) : IAirExpression<FieldExpression<TField>>
    where TField : struct, IField<TField>
{
    /// <inheritdoc/>
    public static implicit operator FieldExpression<TField>(int value) => new(TField.FromBase(KoalaBear.Reduce((long)value)));

    /// <inheritdoc/>
    public static implicit operator FieldExpression<TField>(KoalaBear value) => new(TField.FromBase(value));

    public static FieldExpression<TField> operator +(FieldExpression<TField> left, FieldExpression<TField> right) => new(left.Value + right.Value);

    public static FieldExpression<TField> operator -(FieldExpression<TField> left, FieldExpression<TField> right) => new(left.Value - right.Value);

    public static FieldExpression<TField> operator *(FieldExpression<TField> left, FieldExpression<TField> right) => new(left.Value * right.Value);

    public static FieldExpression<TField> operator -(FieldExpression<TField> value) => new(-value.Value);
}
