// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Backends.Cpu;
using PicoEngine.Chips.Tests.Runs;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Stark.Prover;
using PicoEngine.Verifier.Files;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Run;
using PicoEngine.Verifier.Stark;

namespace PicoEngine.Chips.Tests.Proofs;

/// <summary>
/// Proofs of the RISC-V machine with all its tables under parameters without any security: columns of 2^17 cells, a handful of queries, so that thousands of
/// changed proofs can be verified. Steps and tables are those of CORE-128.
/// </summary>
internal sealed class InsecureRiscVProofs : IDisposable
{
    private readonly CpuBackend _backend = new(degreeOfParallelism: 2);
    private readonly ProvingKey _key;
    private readonly GuestRun _run;

    public InsecureRiscVProofs(GuestRun run)
    {
        _run = run;
        _key = ProvingKey.Create(Family, run.Encoding.Preprocessed, _backend);
        Run = new RunProver(_key, _backend).Prove(run.Shards);
        File = ProofFile.Write(Key, run.Report.PublicValues.Span, Run);
        KeyDigest = KeyFile.ComputeDigest(Key);
    }

    /// <summary>The machine; its one shape is that of <see cref="GuestRun.Shape"/>.</summary>
    public static MachineFamily Family { get; } = MachineFamily.Compile(
        new SystemParameters(
            "INSECURE-RISCV",
            logMaximumHeight: 17,
            logSkip: 4,
            logBlockHeights: [16, 13, 10],
            logPieceHeight: 10,
            logStackedHeight: 17,
            stackedWidths: [16, 4, 64],
            logBlowups: [1, 2, 3, 4],
            foldedVariables: [1, 4, 4, 4],
            queryCounts: [4, 3, 3, 3],
            outOfDomainSamples: 0,
            logUpGrindingBits: 3,
            batchingGrindingBits: 2,
            foldingGrindingBits: 1,
            queryGrindingBits: 2,
            logCapSize: 2,
            maximumShards: 64,
            logMaximumFractions: 29,
            maximumMessageLength: 32,
            interactionsPerLeaf: 3),
        RiscVMachine.Definition with { Shapes = [new ShapeClass(4, 64, BlockClass.Small)], PreprocessedWidths = [16] });

    public VerifyingKey Key => _key.VerifyingKey;

    public byte[] KeyDigest { get; }

    /// <summary>The proof of the run.</summary>
    public RunProof Run { get; }

    /// <summary>And its file.</summary>
    public byte[] File { get; }

    /// <summary>Proves a shard of the run again, under any global challenge; the prover's transcript goes into the ledger.</summary>
    public (ShardStatement<KoalaBearExtension5, KoalaBear> Statement, uint[] Words) ProveShard(int shard, ITranscriptLedger ledger)
    {
        ShardProver prover = new(_key, _backend);
        using var boundary = prover.CommitBoundary(_run.Shards[shard]);
        var (statement, proof) = prover.Prove(
            _run.Shards[shard], boundary, KoalaBearExtension5.FromBase(KoalaBear.FromCanonical(123456789)), KoalaBearExtension5.FromBase(KoalaBear.FromCanonical(987654321)), ledger);
        return (statement, RunProver.ToWords(Key.Shapes[0], proof));
    }

    public VerificationResult Verify(ReadOnlyMemory<byte> file) => ProofVerifier.Verify(Family, KeyDigest, file);

    public void Dispose()
    {
        _key.Dispose();
        _backend.Dispose();
    }
}
