// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;

namespace PicoEngine.Fields;

/// <summary>Arithmetic of a finite field, for code that runs over the base field, its extension and their packed forms alike.</summary>
/// <typeparam name="TSelf">The element type.</typeparam>
public interface IField<TSelf> :
    IAdditionOperators<TSelf, TSelf, TSelf>,
    ISubtractionOperators<TSelf, TSelf, TSelf>,
    IMultiplyOperators<TSelf, TSelf, TSelf>,
    IUnaryNegationOperators<TSelf, TSelf>,
    IEqualityOperators<TSelf, TSelf, bool>,
    IEquatable<TSelf>
    where TSelf : struct, IField<TSelf>
{
    /// <summary>The neutral element of addition.</summary>
    public static abstract TSelf Zero { get; }

    /// <summary>The neutral element of multiplication.</summary>
    public static abstract TSelf One { get; }

    /// <summary>True for the neutral element of addition.</summary>
    public bool IsZero { get; }

    /// <summary>The image of a base-field element.</summary>
    public static abstract TSelf FromBase(KoalaBear value);

    /// <summary>The product of this element with itself.</summary>
    public TSelf Square();

    /// <summary>The multiplicative inverse.</summary>
    /// <exception cref="DivideByZeroException">The element is zero.</exception>
    public TSelf Inverse();
}
