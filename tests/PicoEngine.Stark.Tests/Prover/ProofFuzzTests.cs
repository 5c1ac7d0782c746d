// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Tests.Toy;
using PicoEngine.RiscV.Tests.Elf;
using PicoEngine.Verifier.Files;
using Xunit;

namespace PicoEngine.Stark.Tests.Prover;

/// <summary>Coverage-guided fuzzing of proof and key files with afl-fuzz: any bytes lead to a verdict, and what can be read is written the same.</summary>
public sealed class ProofFuzzTests(ITestOutputHelper output)
{
    private const string LongRun = "long run: ./build.sh test --long";

    // The whole reader and verifier are about 2,400 edges; without a right proof among the seeds there are few.
    private const long FewestEdges = 1_000;

    [Fact]
    public void Fuzz_of_the_verifier_for_half_a_minute_finds_no_crash() => Fuzz(TimeSpan.FromSeconds(30), 20_000);

    [Fact]
    public void Fuzz_of_the_verifier_for_an_hour_finds_no_crash()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PICO_TEST_LONG") == "1", LongRun);
        Fuzz(TimeSpan.FromHours(1), 2_000_000);
    }

    private void Fuzz(TimeSpan duration, long fewestExecutions)
    {
        using ToyRuns runs = new();
        var toy = ToyExecution.Run([10]);
        var proof = ProofFile.Write(runs.VerifyingKey, ToyRunMachine.Output(toy), runs.Prove(ToyRunMachine.FromToy(toy, ToyRunMachine.Small)), "beside"u8);
        using AflSession session = new("proof", [new("proof", proof), new("key", KeyFile.Write(runs.VerifyingKey)), new("cut", proof[..1_000])]);
        session.Fuzz(duration);
        output.WriteLine(
            $"{session.Executions} inputs in {session.Duration.TotalSeconds} s, {session.Edges} edges, {session.Crashes.Count} crashes; seed of {proof.Length} bytes");
        Assert.True(session.Crashes.Count == 0, string.Join("\n\n", session.Crashes.Take(5).Select(session.Describe)));
        Assert.True(session.Executions >= fewestExecutions, $"{session.Executions} inputs");
        Assert.True(session.Edges >= FewestEdges, $"{session.Edges} edges");
    }
}
