// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Run;
using PicoEngine.Verifier.Stark;

namespace PicoEngine.Stark.Prover;

/// <summary>Proves runs whose shards all fit into memory: phase 1 over all shards, the global challenge, then shard after shard.</summary>
/// <remarks>It checks no witness, as <see cref="ShardProver"/> does not. A pipeline that keeps fewer shards at a time takes the same steps itself.</remarks>
public sealed class RunProver
{
    private readonly ProvingKey _key;
    private readonly IProverBackend _backend;

    /// <summary>A prover.</summary>
    /// <param name="key">The proving key, of a machine with <see cref="RunRoles"/>.</param>
    /// <param name="backend">Does the work; the proof does not depend on it. The caller's.</param>
    /// <exception cref="ArgumentException">The shards of the key's machine are no parts of a run.</exception>
    public RunProver(ProvingKey key, IProverBackend backend)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(backend);
        if (key.VerifyingKey.Family.Machine.Definition.RunRoles is null)
        {
            throw new ArgumentException("The shards of this machine are no parts of a run.", nameof(key));
        }

        _key = key;
        _backend = backend;
    }

    /// <summary>The words of a shard's proof, for <see cref="RunShard"/>.</summary>
    public static uint[] ToWords(KeyedShape shape, ShardProof<KoalaBearExtension5, KoalaBear, Digest> proof)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return ShardProofCodec.ToWords(proof, shape.Parameters, shape.Machine.Machine);
    }

    /// <summary>Proves the run of these shards.</summary>
    /// <param name="witnesses">At least one shard, number 1 first; all name the same digests.</param>
    /// <param name="cancellation">Looked at between shards.</param>
    /// <exception cref="ArgumentException">There is no shard, or a witness does not fit its shape.</exception>
    public RunProof Prove(IReadOnlyList<ShardWitness> witnesses, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(witnesses);
        if (witnesses.Count == 0)
        {
            throw new ArgumentException("A run has a shard.", nameof(witnesses));
        }

        List<ICommittedGroup> boundaries = [];
        try
        {
            ShardProver prover = new(_key, _backend);
            RunChain chain = new();
            foreach (var witness in witnesses)
            {
                cancellation.ThrowIfCancellationRequested();
                boundaries.Add(prover.CommitBoundary(witness));
                var shape = _key.VerifyingKey.Shapes[witness.Shape];
                chain.Add(shape, witness.Heights(shape.Machine.Machine), boundaries[^1].Cap);
            }

            for (var refused = 0; ; refused++)
            {
                var (nonce, challenge) = DrawChallenge(_key.VerifyingKey, witnesses[0].PublicValues, witnesses.Count, chain.End, refused);
                try
                {
                    return new(nonce, Prove(prover, witnesses, boundaries, challenge, cancellation));
                }
                catch (ZeroFingerprintException)
                {
                    // The next nonce gives other challenges.
                }
            }
        }
        finally
        {
            boundaries.ForEach(boundary => boundary.Dispose());
        }
    }

    /// <summary>The smallest nonce and the challenge behind it.</summary>
    /// <param name="key">The verifying key.</param>
    /// <param name="publicValues">The public values of any shard.</param>
    /// <param name="shards">K.</param>
    /// <param name="chainEnd">c_K.</param>
    /// <param name="refused">How many nonces led to a <see cref="ZeroFingerprintException"/>: the next one is taken.</param>
    public static (KoalaBear? Nonce, RunChallenge Challenge) DrawChallenge(
        VerifyingKey key, ReadOnlySpan<KoalaBear> publicValues, int shards, in Digest chainEnd, int refused = 0)
    {
        ArgumentNullException.ThrowIfNull(key);
        var challenger = RunChallenge.Begin(key, publicValues, shards, chainEnd);
        var nonce = challenger.Grind(key.Family.Parameters.LogUpGrindingBits, _ => refused-- == 0);
        return (nonce, RunChallenge.Draw(challenger));
    }

    private ImmutableArray<RunShard> Prove(
        ShardProver prover, IReadOnlyList<ShardWitness> witnesses, List<ICommittedGroup> boundaries, RunChallenge challenge, CancellationToken cancellation)
    {
        var shards = ImmutableArray.CreateBuilder<RunShard>();
        for (var k = 0; k < witnesses.Count; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (statement, proof) = prover.Prove(witnesses[k], boundaries[k], challenge.Alpha, challenge.Beta);
            var shape = _key.VerifyingKey.Shapes[witnesses[k].Shape];
            shards.Add(new(shape.Index, [.. statement.PublicValues], statement.GlobalSum, ToWords(shape, proof)));
        }

        return shards.ToImmutable();
    }
}
