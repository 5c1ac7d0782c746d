// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;

namespace PicoEngine.Verifier.Stark;

/// <summary>
/// What the verifier is written over: constants, transcript and assertions for elements of the extension field. On values it verifies; on symbols the same
/// code emits a circuit. So verifier code never branches on an element, and a failed requirement does not stop it.
/// </summary>
/// <typeparam name="TElement">An element of the extension field, or a symbol that stands for one.</typeparam>
public interface IVerifierContext<TElement>
    where TElement : IAdditionOperators<TElement, TElement, TElement>,
        ISubtractionOperators<TElement, TElement, TElement>,
        IMultiplyOperators<TElement, TElement, TElement>
{
    /// <summary>The element that is the same in every proof.</summary>
    public TElement Constant(KoalaBearExtension5 value);

    /// <summary>Absorbs a message of elements, five words each.</summary>
    public void Observe(MessageKind kind, ReadOnlySpan<TElement> elements);

    /// <summary>The next challenge.</summary>
    public TElement SampleExtension();

    /// <summary>The proof is wrong unless <paramref name="value"/> is zero.</summary>
    public void RequireZero(TElement value, Rejection otherwise);

    /// <summary>The proof is wrong if <paramref name="value"/> is zero.</summary>
    public void RequireNonZero(TElement value, Rejection otherwise);
}
