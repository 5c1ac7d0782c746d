// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;
using PicoEngine.Proving;
using PicoEngine.Verifier.Files;

namespace PicoEngine.Benchmarks;

/// <summary>Proves the run of a public guest, verifies the proof from its bytes, and prints what it took.</summary>
internal static class KnownGuestProof
{
    /// <summary>Guests of early versions end without committing a digest; every proof has one.</summary>
    private static readonly ErrorCode[] WithoutDigest = [ErrorCatalog.GuestCommitMissing];

    /// <returns>What is wrong, or null.</returns>
    public static string? Make(KnownGuestsRequest request, GuestProgram program, GuestInput input, ExecutionReport report)
    {
        using PicoProver prover = PicoProver.Create(new ProverOptions { MemoryLimitBytes = request.MemoryLimit });
        using ProgramKey key = prover.Setup(program);
        ProvenRun run;
        try
        {
            run = prover.Prove(key, input);
        }
        catch (PicoException refused) when (WithoutDigest.Contains(refused.Error))
        {
            Console.WriteLine($"     not proved: {refused.Detail}");
            return null;
        }

        VerificationResult verdict = ProofVerifier.Verify(prover.Family, key.Digest.Span, run.ProofBytes, Environment.ProcessorCount);
        double seconds = run.Duration.TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"     {run.Cycles:N0} cycles, {run.Shards.Count} shards, {seconds:F2} s and {key.Duration.TotalSeconds:F2} s of setup, {run.Cycles / seconds:N0} cycles/s, {run.Shards.Sum(shard => shard.Cells):N0} cells, {run.ProofBytes.Length:N0} bytes, {(verdict.IsValid ? "verified" : verdict.Outcome)}, {run.PeakMemoryBytes >> 20:N0} MiB peak of the process"));
        if (request.Tables)
        {
            WriteTables(run);
        }

        return !verdict.IsValid ? $"the proof is refused: {verdict.Outcome} {verdict.Run}"
            : !verdict.Output.Span.SequenceEqual(report.PublicValues.Span) ? "the proof has other public values than the run"
            : run.Cycles != report.Cycles ? $"proved {run.Cycles} cycles"
            : null;
    }

    /// <summary>Tables by their cells, the largest first.</summary>
    private static void WriteTables(ProvenRun run)
    {
        foreach (var table in run.Shards.SelectMany(shard => shard.Tables).GroupBy(table => table.Name).OrderByDescending(table => table.Sum(part => part.Cells)))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"       {table.Key,-26} {table.Sum(part => part.Rows),14:N0} rows {table.Sum(part => part.Cells),16:N0} cells {table.Sum(part => part.Interactions),16:N0} interactions"));
        }
    }
}
