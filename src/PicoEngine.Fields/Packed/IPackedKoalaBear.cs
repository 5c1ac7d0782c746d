// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;

namespace PicoEngine.Fields.Packed;

/// <summary>A vector of KoalaBear elements in Montgomery form, one per lane, all canonical ([0, p)) between operations.</summary>
/// <remarks>
/// Algorithms are written once over this interface and instantiated for each width; value-type generics specialise, so the static calls
/// inline to instructions, under the JIT and in a NativeAOT image alike. Callers pick the widest type whose <see cref="IsSupported"/> holds.
/// </remarks>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public unsafe interface IPackedKoalaBear<TSelf> :
    IAdditionOperators<TSelf, TSelf, TSelf>,
    ISubtractionOperators<TSelf, TSelf, TSelf>,
    IMultiplyOperators<TSelf, TSelf, TSelf>,
    IUnaryNegationOperators<TSelf, TSelf>
    where TSelf : unmanaged, IPackedKoalaBear<TSelf>
{
    /// <summary>The number of elements side by side.</summary>
    public static abstract int Lanes { get; }

    /// <summary>True when this machine runs the type with instructions of its own width.</summary>
    public static abstract bool IsSupported { get; }

    /// <summary>The same element in every lane.</summary>
    public static abstract TSelf Broadcast(KoalaBear value);

    /// <summary>Reads <see cref="Lanes"/> consecutive elements; no alignment is asked for.</summary>
    public static abstract TSelf Load(KoalaBear* source);

    /// <summary>Reads 2 <see cref="Lanes"/> consecutive elements: those at even places into one vector, those at odd places into the other.</summary>
    /// <param name="source">The first element; no alignment is asked for.</param>
    /// <param name="even">Elements 0, 2, 4, ..</param>
    /// <param name="odd">Elements 1, 3, 5, ..</param>
    public static abstract void LoadPairs(KoalaBear* source, out TSelf even, out TSelf odd);

    /// <summary>The same for two vectors that stand one behind the other.</summary>
    public static abstract void SeparatePairs(TSelf low, TSelf high, out TSelf even, out TSelf odd);

    /// <summary>Writes <see cref="Lanes"/> consecutive elements; no alignment is asked for.</summary>
    public static abstract void Store(TSelf value, KoalaBear* destination);

    /// <summary>
    /// Writes <see cref="Lanes"/> consecutive elements past the caches, for arrays too large to be read from there: lines are not fetched before they are
    /// overwritten. Other threads may read them behind a fence or a lock.
    /// </summary>
    /// <param name="value">The elements.</param>
    /// <param name="destination">The first element; only an address that is aligned to the vector goes past the caches.</param>
    public static abstract void StoreStreaming(TSelf value, KoalaBear* destination);

    /// <summary>The squares.</summary>
    public static abstract TSelf Square(TSelf value);

    /// <summary>Half of the elements.</summary>
    public static abstract TSelf Halve(TSelf value);

    /// <summary>(value + constant)^3, the S-box of Poseidon2 behind its round constant.</summary>
    /// <param name="value">The state words.</param>
    /// <param name="shiftedConstant">The Montgomery form of the constant minus p, modulo 2^32: with it the sum needs no reduction.</param>
    public static abstract TSelf CubeOfSum(TSelf value, uint shiftedConstant);

    /// <summary>value / 2^<paramref name="log"/>; a literal log (1 to 24) becomes an immediate.</summary>
    public static abstract TSelf Quotient(TSelf value, int log);

    /// <summary>value * factor, the same factor in every lane.</summary>
    public static abstract TSelf Multiply(TSelf value, FixedFactor* factor);

    /// <summary>(left + right) * factor.</summary>
    public static abstract TSelf MultiplySum(TSelf left, TSelf right, FixedFactor* factor);

    /// <summary>(left - right) * factor.</summary>
    public static abstract TSelf MultiplyDifference(TSelf left, TSelf right, FixedFactor* factor);

    /// <summary>a0 b0 + a1 b1 + a2 b2 + a3 b3 + a4 b4, reduced once: a coefficient of a product in the degree-5 extension.</summary>
    public static abstract TSelf DotProduct(
        TSelf a0, TSelf b0, TSelf a1, TSelf b1, TSelf a2, TSelf b2, TSelf a3, TSelf b3, TSelf a4, TSelf b4);

    /// <summary>a0 b0 + a1 b1, reduced once.</summary>
    public static abstract TSelf DotProduct(TSelf a0, TSelf b0, TSelf a1, TSelf b1);

    /// <summary>addend + sum of coefficient_i values_i in the extension, for values in the base field, reduced once.</summary>
    /// <param name="values">Where the offsets of the terms count from; <see cref="Lanes"/> elements are read at each.</param>
    /// <param name="terms">The terms.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="addend">Five vectors, coefficient by coefficient without gaps.</param>
    /// <param name="result">Where the five vectors go; it may be the addend, and is written last.</param>
    /// <param name="stride">Elements from one coefficient of the result to the next.</param>
    public static abstract void Combine(KoalaBear* values, ExtensionTerm* terms, int count, KoalaBear* addend, KoalaBear* result, nint stride);

    /// <summary>Transposes the square matrix of <see cref="Lanes"/> rows of <see cref="Lanes"/> elements.</summary>
    /// <param name="rows">The rows, one vector each, one after the other.</param>
    /// <param name="destination">Where the first column goes, as a row; may not overlap the rows.</param>
    /// <param name="stride">Elements from one destination row to the next.</param>
    public static abstract void Transpose(TSelf* rows, KoalaBear* destination, nint stride);
}
