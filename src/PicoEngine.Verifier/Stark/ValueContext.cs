// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;

namespace PicoEngine.Verifier.Stark;

/// <summary>Runs the verifier on values: a real transcript, and the first requirement that does not hold is kept. Not thread-safe.</summary>
public sealed partial class ValueContext : IVerifierContext<KoalaBearExtension5>
{
    /// <summary>A context over a transcript that stands where the proof begins.</summary>
    public ValueContext(DuplexChallenger challenger)
    {
        ArgumentNullException.ThrowIfNull(challenger);
        Challenger = challenger;
    }

    /// <summary>The transcript.</summary>
    public DuplexChallenger Challenger { get; }

    /// <summary>The first requirement that did not hold; null as long as all did.</summary>
    public Rejection? Rejection { get; private set; }

    /// <inheritdoc/>
    public KoalaBearExtension5 Constant(KoalaBearExtension5 value) => value;

    /// <inheritdoc/>
    public void Observe(MessageKind kind, ReadOnlySpan<KoalaBearExtension5> elements) => Challenger.Observe(kind, elements);

    /// <inheritdoc/>
    public KoalaBearExtension5 SampleExtension() => Challenger.SampleExtension();

    /// <inheritdoc/>
    public void RequireZero(KoalaBearExtension5 value, Rejection otherwise) => Require(value.IsZero, otherwise);

    /// <inheritdoc/>
    public void RequireNonZero(KoalaBearExtension5 value, Rejection otherwise) => Require(!value.IsZero, otherwise);

    private void Require(bool holds, Rejection otherwise)
    {
        if (!holds)
        {
            Rejection ??= otherwise;
        }
    }
}
