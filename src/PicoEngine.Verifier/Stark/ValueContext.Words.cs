// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Verifier.Stark;

/// <content>Messages of words on values.</content>
public sealed partial class ValueContext : IShardContext<KoalaBearExtension5, KoalaBear, Digest, int>
{
    /// <inheritdoc/>
    public void ObserveWords(MessageKind kind, ReadOnlySpan<KoalaBear> words) => Challenger.Observe(kind, words);

    /// <inheritdoc/>
    public KoalaBearExtension5 Lift(KoalaBear word) => word;
}
