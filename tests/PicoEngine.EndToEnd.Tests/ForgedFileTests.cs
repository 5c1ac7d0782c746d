// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Tests.Runs;
using PicoEngine.Executor;
using PicoEngine.Proving;
using PicoEngine.Verifier.Files;
using Xunit;

namespace PicoEngine.EndToEnd.Tests;

/// <summary>Proof files that were changed, cut, exchanged, or are about another program.</summary>
public sealed class ForgedFileTests(ITestOutputHelper output)
{
    // Spread over the file; odd, so that every kind of word is met.
    private const int Step = 14_629;

    [Fact]
    public void Verify_refuses_changed_and_cut_files_and_other_keys()
    {
        using Proofs proofs = new(output, SystemPrograms.Mixed(20));
        GuestInput input = GuestInput.From([1, 2, 3, 4, 5], [6, 7, 8], [9]);
        ProvenRun run = proofs.Prove(input);
        proofs.AssertValid(run);
        byte[] file = run.ProofBytes.ToArray();

        using Proofs other = new(output, SystemPrograms.Mixed(21));
        Assert.Equal(VerificationOutcome.OtherKey, other.Verify(file).Outcome);
        int words = 0;
        for (int i = 0; i < file.Length; i += Step)
        {
            byte kept = file[i];
            file[i] ^= 1;
            Assert.False(proofs.Verify(file).IsValid, $"byte {i} changed");
            file[i] = kept;
            Assert.False(proofs.Verify(file.AsMemory(0, i)).IsValid, $"cut at {i}");
            words++;
        }

        Assert.InRange(words, 30, 200);
        Assert.Equal(VerificationOutcome.Malformed, proofs.Verify(file.AsMemory(0, file.Length - 1)).Outcome);
        Assert.Equal(VerificationOutcome.Malformed, proofs.Verify((byte[])[.. file, 0]).Outcome);
        Assert.True(proofs.Verify(file).IsValid);
    }

    [Fact]
    public void Verify_accepts_any_annotation_and_says_nothing_of_it()
    {
        using Proofs proofs = new(output, SystemPrograms.Mixed(20));
        byte[] annotation = "which run this is, as its maker says"u8.ToArray();
        ProofOptions options = new() { Annotation = annotation };
        ProvenRun run = proofs.Prove(GuestInput.From([1], [2], [3]), options);
        proofs.AssertValid(run);
        Assert.Null(ProofFile.Read(proofs.Prover.Family, run.ProofBytes, out ProofFile? file));
        Assert.Equal(annotation, file!.Annotation);
        Assert.Equal(
            run.ProofBytes.Length,
            proofs.Prover.Estimate(proofs.Key, GuestInput.From([1], [2], [3]), options, TestContext.Current.CancellationToken).ProofBytes);

        VerificationResult other = proofs.Verify(ProofFile.Write(file.Key, file.Output.Span, file.Run, "another"u8));
        Assert.True(other.IsValid);
        Assert.Equal(run.PublicValues.ToArray(), other.Output.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(
            () => proofs.Prove(GuestInput.Empty, new ProofOptions { Annotation = new byte[ProofFile.MaximumAnnotationLength + 1] }));
    }

    [Fact]
    public void Verify_refuses_a_key_of_another_program_put_into_the_file()
    {
        using Proofs proofs = new(output, SystemPrograms.Mixed(20));
        using Proofs other = new(output, SystemPrograms.Mixed(21));
        ProvenRun run = proofs.Prove(GuestInput.From([1], [2], [3]));
        byte[] own = KeyFile.Write(proofs.Key.VerifyingKey);
        byte[] foreign = KeyFile.Write(other.Key.VerifyingKey);
        Assert.Equal(own.Length, foreign.Length);
        byte[] file = run.ProofBytes.ToArray();
        int at = file.AsSpan().IndexOf(own);
        foreign.CopyTo(file, at);
        Assert.Equal(VerificationOutcome.OtherKey, proofs.Verify(file).Outcome);
        Assert.Equal(VerificationOutcome.Refused, other.Verify(file).Outcome);
    }
}
