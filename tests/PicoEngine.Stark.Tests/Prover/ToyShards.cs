// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Air.Tests.Toy;
using PicoEngine.Backends.Cpu;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Protocol.Tests.Parameters;
using PicoEngine.Stark.Prover;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Stark;

namespace PicoEngine.Stark.Tests.Prover;

/// <summary>The toy run of two shards that the reference proves, with its challenges.</summary>
internal sealed class ToyShards : IDisposable
{
    private readonly CpuBackend _backend = new();

    /// <param name="logSkip">0, 2 or 4.</param>
    /// <param name="asReference">
    /// Start transcripts from the reference's key digest. Ours differs: the reference does not pack the leaves of narrow groups, encodes constraints as
    /// polynomials, and has no shapes. The caps are no part of the transcript, so that all challenges are the reference's then.
    /// </param>
    public ToyShards(int logSkip, bool asReference = false)
    {
        Vector = ShardVector.Load(logSkip);
        Parameters = InsecureTestParameters.Toy(logSkip);
        Key = ProvingKey.Create(MachineFamily.Compile(Parameters, ToyMachine.Definition), ToyProgram.Default.Preprocess(), _backend);
        if (asReference)
        {
            var key = Key.VerifyingKey;
            KeyedShape shape = new(0, key.Shapes[0].Class, Parameters, key.Shapes[0].Machine, Vector.KeyDigest);
            Key = new(new VerifyingKey(key.Family, [shape], key.PreprocessedCap, Vector.KeyDigest), Key.Preprocessed);
        }

        Witnesses = ToyExecution.Run([5, 5]);
    }

    public ShardVector Vector { get; }

    public SystemParameters Parameters { get; }

    public ProvingKey Key { get; }

    public KeyedShape Shape => Key.VerifyingKey.Shapes[0];

    public Machine Machine => Shape.Machine.Machine;

    public ShardWitness[] Witnesses { get; }

    public (ShardStatement<KoalaBearExtension5, KoalaBear> Statement, ShardProof<KoalaBearExtension5, KoalaBear, Digest> Proof) Prove(
        ShardWitness witness, ITranscriptLedger? ledger = null, int degreeOfParallelism = 1, int refusedNonces = 0)
    {
        using CpuBackend backend = new(degreeOfParallelism);
        ShardProver prover = new(Key, backend) { RefusedNonces = refusedNonces };
        using var boundary = prover.CommitBoundary(witness);
        return prover.Prove(witness, boundary, Vector.GlobalAlpha, Vector.GlobalBeta, ledger);
    }

    public uint[] ToWords(ShardProof<KoalaBearExtension5, KoalaBear, Digest> proof) => ShardProofCodec.ToWords(proof, Parameters, Machine);

    public Rejection? Verify(ShardStatement<KoalaBearExtension5, KoalaBear> statement, uint[] words, ITranscriptLedger? ledger = null) =>
        ShardVerifier.Verify(Key.VerifyingKey, 0, statement, words, ledger);

    public void Dispose()
    {
        Key.Dispose();
        _backend.Dispose();
    }
}
