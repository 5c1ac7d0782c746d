// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark;

/// <summary>Reads the parts of a proof in the order of its words. On values it decodes; on symbols it makes inputs of a circuit.</summary>
/// <remarks>The caller knows from the verifying key what comes next; nothing that is read decides how much is read after it.</remarks>
/// <typeparam name="TElement">An element of the extension field.</typeparam>
/// <typeparam name="TWord">A word.</typeparam>
/// <typeparam name="TDigest">A digest.</typeparam>
public interface IProofReader<TElement, TWord, TDigest>
{
    /// <summary>The next word.</summary>
    public TWord ReadWord();

    /// <summary>The next five words, constant coefficient first.</summary>
    public TElement ReadElement();

    /// <summary>The next nine words.</summary>
    public TDigest ReadDigest();
}
