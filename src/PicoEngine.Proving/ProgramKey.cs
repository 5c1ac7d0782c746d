// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Program;
using PicoEngine.Chips.Traces;
using PicoEngine.Executor;
using PicoEngine.Stark.Prover;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Proving;

/// <summary>A program that was set up. It serves any number of proofs, also at the same time, and must not outlive its prover or its program.</summary>
public sealed class ProgramKey : IDisposable
{
    internal ProgramKey(GuestProgram program, ProgramEncoding encoding, ProvingKey provingKey, ReadOnlyMemory<byte> digest)
    {
        Program = program;
        Encoding = encoding;
        ProvingKey = provingKey;
        Digest = digest;
        Traces = new ShardTraceBuilder(provingKey.VerifyingKey.Family.Machine, encoding);
    }

    /// <summary>The program.</summary>
    public GuestProgram Program { get; }

    /// <summary>What verifiers need.</summary>
    public VerifyingKey VerifyingKey => ProvingKey.VerifyingKey;

    /// <summary>SHA-256 of the encoding of the verifying key: what people compare.</summary>
    public ReadOnlyMemory<byte> Digest { get; }

    /// <summary>Time that making it took.</summary>
    public TimeSpan Duration { get; internal init; }

    internal ProgramEncoding Encoding { get; }

    internal ProvingKey ProvingKey { get; }

    internal ShardTraceBuilder Traces { get; }

    /// <summary>Gives the committed columns back.</summary>
    public void Dispose() => ProvingKey.Dispose();
}
