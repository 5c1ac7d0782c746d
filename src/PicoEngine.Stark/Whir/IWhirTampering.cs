// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;

namespace PicoEngine.Stark.Whir;

/// <summary>A malicious prover, for tests: it changes what it sends before the transcript absorbs it, so that only the check that binds it can notice.</summary>
internal interface IWhirTampering
{
    /// <summary>Before a message of elements is absorbed and sent.</summary>
    public void BeforeMessage(MessageKind kind, Span<KoalaBearExtension5> message);

    /// <summary>Before g_i is committed (i below the number of rounds) or sent: it is the session's.</summary>
    public void BeforeSending(int index, IOpeningSession session);

    /// <summary>Before the codeword of g_i, which the session made last, is hashed.</summary>
    public void BeforeHashing(int index, IOpeningSession session);
}
