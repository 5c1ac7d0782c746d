// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Transcripts;
using PicoEngine.Stark.IndexSumcheck;
using PicoEngine.Stark.Whir;
using PicoEngine.Stark.Zerocheck;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Stark;

namespace PicoEngine.Stark.Prover;

/// <summary>Proves shards of one machine with one program: the parts in the order of the protocol document, section 5.</summary>
/// <remarks>
/// Deterministic: smallest nonces and no randomness. It does not check the witness: a wrong one gives a proof that is refused.
/// Not thread-safe; make one for each proof in flight.
/// </remarks>
public sealed class ShardProver
{
    private readonly ProvingKey _key;
    private readonly IProverBackend _backend;

    /// <summary>A prover.</summary>
    /// <param name="key">The proving key.</param>
    /// <param name="backend">Does the work; proofs do not depend on it. The caller's, and only this prover's while a proof is made.</param>
    public ShardProver(ProvingKey key, IProverBackend backend)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(backend);
        _key = key;
        _backend = backend;
    }

    /// <summary>Hears where the prover is, or null.</summary>
    public IShardProverObserver? Observer { get; init; }

    /// <summary>How many nonces to refuse as if a denominator were zero, for tests: the real chance is 2^-125.</summary>
    internal int RefusedNonces { get; init; }

    /// <summary>Phase 1: commits to the boundary columns. The caller disposes the group.</summary>
    /// <exception cref="ArgumentException">The witness does not fit its shape, or the key has no such shape.</exception>
    public ICommittedGroup CommitBoundary(ShardWitness witness) => Commit(ColumnGroup.Boundary, witness);

    /// <summary>Phase 2: proves the shard.</summary>
    /// <param name="witness">Public values and traces.</param>
    /// <param name="boundary">What <see cref="CommitBoundary"/> gave for this witness.</param>
    /// <param name="globalAlpha">alpha of the run.</param>
    /// <param name="globalBeta">beta of the run.</param>
    /// <param name="ledger">Hears every message and challenge, or null.</param>
    /// <returns>The statement, with the sum of the shard's global fractions, and its proof.</returns>
    /// <exception cref="ArgumentException">The witness does not fit its shape, or the key has no such shape.</exception>
    /// <exception cref="ZeroFingerprintException">A global fingerprint is zero under the challenges of the run; a local one takes the next nonce here.</exception>
    public (ShardStatement<KoalaBearExtension5, KoalaBear> Statement, ShardProof<KoalaBearExtension5, KoalaBear, Digest> Proof) Prove(
        ShardWitness witness,
        ICommittedGroup boundary,
        KoalaBearExtension5 globalAlpha,
        KoalaBearExtension5 globalBeta,
        ITranscriptLedger? ledger = null)
    {
        ArgumentNullException.ThrowIfNull(boundary);
        var shape = ShapeOf(witness);
        var (machine, parameters) = (shape.Machine.Machine, shape.Parameters);
        Observer?.PhaseBegins(ProverPhase.Commit);
        using var main = Commit(ColumnGroup.Main, witness);
        Observer?.PhaseBegins(ProverPhase.LogUp);
        CommittedShard shard = new(parameters, shape.Machine, witness, [_key.PreprocessedFor(_backend), boundary, main]);
        var heights = witness.Heights(machine);
        var sum = _backend.LogUp.SumGlobal(shard, globalAlpha, globalBeta) ?? throw new ZeroFingerprintException();
        ShardStatement<KoalaBearExtension5, KoalaBear> statement = new(witness.PublicValues, globalAlpha, globalBeta, sum);
        KoalaBear[] heightWords = [.. heights.Select(height => KoalaBear.FromCanonical((uint)height))];

        var challenger = TranscriptStart.Begin(ProtocolId.Shard, parameters, shape.Digest, ledger);
        challenger.Observe(MessageKind.PublicValues, statement.PublicValues);
        challenger.Observe(MessageKind.GlobalChallenge, [globalAlpha, globalBeta]);
        challenger.Observe(MessageKind.GlobalSum, [sum]);
        challenger.Observe(MessageKind.Heights, heightWords);
        ObserveCap(challenger, MessageKind.BoundaryCap, boundary);
        ObserveCap(challenger, MessageKind.MainCap, main);
        using FractionalSum fractions = new(shard, globalAlpha, globalBeta, _backend.LogUp);
        var refused = RefusedNonces;
        var nonce = challenger.Grind(
            parameters.LogUpGrindingBits, copy => fractions.TryBuild(copy) && refused-- <= 0, _backend.Grinding.FindNonce);
        var (fingerprints, fractionalSum, leaves) = fractions.Prove(challenger);
        fractions.Dispose();
        Observer?.PhaseBegins(ProverPhase.Zerocheck);
        var (zerocheck, rowPoint) = ZerocheckProver.Prove(shard, fingerprints, leaves, challenger, _backend.Zerocheck);
        Observer?.PhaseBegins(ProverPhase.Open);
        var (index, point) = IndexSumcheckProver.Prove(shard, rowPoint, challenger, _backend.Opening);
        var opening = new WhirProver(parameters, _backend).Prove(challenger, shard.Groups, point);
        return (statement, new()
        {
            Heights = heightWords,
            BoundaryCap = boundary.Cap,
            MainCap = main.Cap,
            LogUpNonce = nonce ?? default,
            FractionalSum = fractionalSum,
            Zerocheck = zerocheck,
            IndexSumcheck = index,
            Opening = opening,
        });
    }

    private ICommittedGroup Commit(ColumnGroup group, ShardWitness witness)
    {
        var shape = ShapeOf(witness);
        if (witness.PublicValues.Length != shape.Machine.Machine.Definition.PublicValues.Length)
        {
            throw new ArgumentException("The witness has another number of public values than the machine.", nameof(witness));
        }

        // The main codewords are twice the trace; dropped, their memory holds the fractions. Making them again costs a twentieth of the proof.
        var storage = group == ColumnGroup.Main ? CodewordStorage.Recompute : CodewordStorage.Keep;
        return _backend.Commitments.Commit(shape.Parameters, shape.Machine, group, witness.Traces, storage);
    }

    private KeyedShape ShapeOf(ShardWitness witness)
    {
        ArgumentNullException.ThrowIfNull(witness);
        var shapes = _key.VerifyingKey.Shapes;
        return (uint)witness.Shape < (uint)shapes.Length
            ? shapes[witness.Shape]
            : throw new ArgumentException($"The key has {shapes.Length} shapes, the witness is for number {witness.Shape}.", nameof(witness));
    }

    private static void ObserveCap(DuplexChallenger challenger, MessageKind kind, ICommittedGroup group) =>
        challenger.Observe(kind, new MerkleCap(group.Cap).Hash(Sponge.Poseidon2Width24));
}
