// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Security.Cryptography;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Tests.Toy;
using PicoEngine.Fields;
using PicoEngine.Protocol.Tests.Parameters;
using PicoEngine.Verifier.Files;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Run;
using Xunit;

namespace PicoEngine.Stark.Tests.Prover;

/// <summary>Files of proofs and keys: equal values are equal bytes, and no other bytes are accepted.</summary>
public sealed class ProofFileTests : IClassFixture<ProofFileTests.ToyFile>
{
    // Places of a file of the toy: magic and version, then the key file, the output, the number of shards, the nonce, the first shard.
    private const int KeyStart = 12;

    private readonly ToyFile _toy;
    private readonly ITestOutputHelper _output;

    public ProofFileTests(ToyFile toy, ITestOutputHelper output) => (_toy, _output) = (toy, output);

    [Fact]
    public void Verify_accepts_what_Write_wrote()
    {
        var result = _toy.Verify(_toy.Bytes);
        Assert.Equal(VerificationOutcome.Valid, result.Outcome);
        Assert.Equal(_toy.Output, result.Output);
        Assert.Equal(3, result.Shards);
        Assert.Equal(_toy.KeyDigest, result.KeyDigest);
        Assert.Equal(ToyRuns.Family.Soundness.SecurityBits, result.SecurityBits);

        Assert.Null(ProofFile.Read(ToyRuns.Family, _toy.Bytes, out var file));
        Assert.Equal(_toy.Bytes, ProofFile.Write(file!.Key, file.Output.Span, file.Run));
        Assert.Null(KeyFile.Read(ToyRuns.Family, _toy.Key, out var key));
        Assert.Equal(_toy.Key, KeyFile.Write(key!));
        Assert.Equal(_toy.KeyDigest, SHA256.HashData(_toy.Key));
        Assert.Equal(file.Key.Digest, key!.Digest);
        Assert.Equal("0x" + Convert.ToHexString(_toy.KeyDigest).ToLowerInvariant(), KeyFile.FormatDigest(_toy.KeyDigest));
    }

    [Fact]
    public void Read_refuses_every_shorter_and_longer_file()
    {
        // The shortest proof there is: one shard, small.
        using ToyRuns runs = new();
        var toy = ToyExecution.Run([10]);
        var bytes = ProofFile.Write(
            runs.VerifyingKey, ToyRunMachine.Output(toy), runs.Prove(ToyRunMachine.FromToy(toy, ToyRunMachine.Small)));
        Assert.True(_toy.Verify(bytes).IsValid);
        for (var length = 0; length < bytes.Length; length++)
        {
            var fault = ProofFile.Read(ToyRuns.Family, bytes.AsMemory(0, length), out var file);
            Assert.Equal(FileRejectionReason.Truncated, fault?.Reason);
            Assert.Null(file);
        }

        for (var length = 0; length < _toy.Key.Length; length++)
        {
            Assert.Equal(FileRejectionReason.Truncated, KeyFile.Read(ToyRuns.Family, _toy.Key.AsMemory(0, length), out var key)?.Reason);
            Assert.Null(key);
        }

        Assert.Equal(new FileRejection(FileRejectionReason.TrailingBytes, _toy.Bytes.Length), ProofFile.Read(ToyRuns.Family, (byte[])[.. _toy.Bytes, 0], out _));
        Assert.Equal(new FileRejection(FileRejectionReason.TrailingBytes, _toy.Key.Length), KeyFile.Read(ToyRuns.Family, (byte[])[.. _toy.Key, 0], out _));
    }

    [Fact]
    public void Verify_refuses_every_changed_byte()
    {
        // Every byte of what stands before the first proof, a sample of the proofs.
        var head = KeyStart + _toy.Key.Length + _toy.Output.Length + 12 + (4 * (1 + RunPublicValues.All.Length + KoalaBearExtension5.Degree));
        SortedDictionary<string, int> verdicts = [];
        for (var place = 0; place < _toy.Bytes.Length; place += place < head ? 1 : 211)
        {
            var copy = _toy.Bytes.ToArray();
            copy[place] ^= (byte)(1 << (place % 8));
            var result = _toy.Verify(copy);
            Assert.False(result.IsValid, $"Byte {place} is not bound.");
            Assert.True(result.Output.IsEmpty && result.Shards == 0);
            var verdict = $"{result.Outcome} {result.File?.Reason}{result.Run?.Reason}";
            verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
        }

        _output.WriteLine(string.Join(", ", verdicts));
        Assert.True(verdicts.Count >= 15, "few kinds of verdicts");
    }

    [Fact]
    public void Read_refuses_words_that_are_not_canonical()
    {
        Assert.Null(ProofFile.Read(ToyRuns.Family, _toy.Bytes, out var file));
        var nonce = KeyStart + _toy.Key.Length + 4 + _toy.Output.Length + 4;
        var digest = KeyStart + 12 + 4 + "toy-1".Length + 4 + ToyRuns.Family.Parameters.Name.Length;
        var statement = digest + (4 * 9) + (4 * file!.Key.PreprocessedHeights.Length);
        foreach (var place in new[] { digest, statement, statement + 8, statement + 12, nonce, nonce + 8, nonce + 8 + (4 * 90) })
        {
            foreach (var value in new[] { KoalaBear.Modulus, Number(_toy.Bytes, place) + KoalaBear.Modulus, uint.MaxValue })
            {
                Assert.Equal(
                    new FileRejection(FileRejectionReason.NonCanonicalWord, place),
                    ProofFile.Read(ToyRuns.Family, With(_toy.Bytes, place, value), out _));
            }
        }

        // The words of a proof are read by the verifier of shards, which says the same of them; behind the last stands the length of the annotation.
        var result = _toy.Verify(With(_toy.Bytes, _toy.Bytes.Length - 8, KoalaBear.Modulus));
        Assert.Equal((VerificationOutcome.Refused, RunRejectionReason.ShardProof), (result.Outcome, result.Run!.Value.Reason));
        Assert.Equal(Verifier.Stark.RejectionReason.NonCanonicalWord, result.Run.Value.Cause!.Value.Reason);
    }

    [Fact]
    public void Read_refuses_other_kinds_versions_machines_and_parameters()
    {
        AssertRefused(FileRejectionReason.Magic, 0, _toy.Key.Concat(_toy.Bytes));
        AssertRefused(FileRejectionReason.FormatVersion, 8, With(_toy.Bytes, 8, 1), "1");
        AssertRefused(FileRejectionReason.Magic, KeyStart, _toy.Bytes[..KeyStart].Concat(_toy.Bytes));
        AssertRefused(FileRejectionReason.FormatVersion, KeyStart + 8, With(_toy.Bytes, KeyStart + 8, 0), "0");
        AssertRefused(FileRejectionReason.Name, KeyStart + 12, With(_toy.Bytes, KeyStart + 12, 0));
        AssertRefused(FileRejectionReason.Name, KeyStart + 12, With(_toy.Bytes, KeyStart + 12, uint.MaxValue));
        AssertRefused(FileRejectionReason.Name, KeyStart + 12, With(_toy.Bytes, KeyStart + 16, 0x20202020));

        var parameters = KeyStart + 12 + 4 + "toy-1".Length;
        foreach (var (definition, toyParameters, reason, place, found) in new[]
        {
            (ToyRunMachine.Definition with { Id = "toy-2" }, InsecureTestParameters.Toy(), FileRejectionReason.MachineId, KeyStart + 12, "toy-1"),
            (ToyRunMachine.Definition, InsecureTestParameters.Toy(4), FileRejectionReason.ParameterSet, parameters, "INSECURE-TOY-2"),
            (ToyRunMachine.Definition with { PreprocessedWidths = [2] }, InsecureTestParameters.Toy(), FileRejectionReason.MachineDigest,
                parameters + 4 + "INSECURE-TOY-2".Length, ToyRuns.Family.Digest.ToString()),
        })
        {
            var family = MachineFamily.Compile(toyParameters, definition);
            Assert.Equal(new FileRejection(reason, place, found), ProofFile.Read(family, _toy.Bytes, out _));
        }
    }

    [Fact]
    public void Read_refuses_keys_of_no_program_and_numbers_out_of_range()
    {
        var heights = KeyStart + 12 + 4 + "toy-1".Length + 4 + "INSECURE-TOY-2".Length + (4 * 9);
        foreach (var (place, value, fault) in new[]
        {
            (heights, 0u, MachineFault.PreprocessedHeight), (heights, 5u, MachineFault.PreprocessedHeight), (heights, uint.MaxValue, MachineFault.PreprocessedHeight),
            (heights + 4, 1u << 31, MachineFault.PreprocessedHeight), (heights + 4, 2u, MachineFault.PreprocessedCapacity),
            (heights + 16, 0u, MachineFault.RunRoles),
        })
        {
            AssertRefused(FileRejectionReason.Key, heights, With(_toy.Bytes, place, value), fault.ToString());
        }

        // A key of fewer blocks, still in two columns, is another key: its digest is not the one that the caller asks for.
        var other = _toy.Verify(With(_toy.Bytes, heights, 3));
        Assert.Equal(VerificationOutcome.OtherKey, other.Outcome);

        var count = KeyStart + _toy.Key.Length + 4 + _toy.Output.Length;
        foreach (var shards in new uint[] { 0, 65, uint.MaxValue })
        {
            AssertRefused(FileRejectionReason.ShardCount, count, With(_toy.Bytes, count, shards), $"{shards}");
        }

        foreach (var shape in new uint[] { 3, 1u << 31, uint.MaxValue })
        {
            AssertRefused(FileRejectionReason.Shape, count + 8, With(_toy.Bytes, count + 8, shape), $"{shape}");
        }
    }

    [Fact]
    public void Verify_does_not_look_at_the_annotation()
    {
        Assert.Null(ProofFile.Read(ToyRuns.Family, _toy.Bytes, out var file));
        Assert.True(file!.Annotation.IsEmpty);
        foreach (var annotation in new byte[][] { [0], "a block, they say"u8.ToArray(), new byte[ProofFile.MaximumAnnotationLength] })
        {
            var bytes = ProofFile.Write(file.Key, file.Output.Span, file.Run, annotation);
            Assert.Equal(_toy.Bytes.Length + annotation.Length, bytes.Length);
            var (bare, annotated) = (_toy.Verify(_toy.Bytes), _toy.Verify(bytes));
            Assert.Equal(bare with { KeyDigest = default, Output = default }, annotated with { KeyDigest = default, Output = default });
            Assert.Equal(bare.KeyDigest.ToArray(), annotated.KeyDigest.ToArray());
            Assert.Equal(bare.Output.ToArray(), annotated.Output.ToArray());
            Assert.Null(ProofFile.Read(ToyRuns.Family, bytes, out var read));
            Assert.Equal(annotation, read!.Annotation);
            bytes[^1] ^= 1;
            Assert.True(_toy.Verify(bytes).IsValid);
        }

        Assert.Throws<ArgumentException>(() => ProofFile.Write(file.Key, file.Output.Span, file.Run, new byte[ProofFile.MaximumAnnotationLength + 1]));
    }

    [Fact]
    public void Read_refuses_annotations_that_are_too_long_or_cut()
    {
        var place = _toy.Bytes.Length - 4;
        foreach (var length in new uint[] { ProofFile.MaximumAnnotationLength + 1, uint.MaxValue })
        {
            AssertRefused(
                FileRejectionReason.Annotation, place, With(_toy.Bytes, place, length).Concat(new byte[ProofFile.MaximumAnnotationLength + 1]), $"{length}");
        }

        AssertRefused(FileRejectionReason.Truncated, place + 4, With(_toy.Bytes, place, 4).Concat(new byte[3]));
        AssertRefused(FileRejectionReason.TrailingBytes, place + 8, With(_toy.Bytes, place, 4).Concat(new byte[5]));
    }

    [Fact]
    public void Verify_refuses_another_key_and_another_output()
    {
        using ToyRuns other = new(new ToyProgram(ToyProgram.Default.Instructions.SetItem(2, ToyProgram.Default.Instructions[2] with { A1 = 7 })));
        Assert.Equal(VerificationOutcome.OtherKey, ProofVerifier.Verify(ToyRuns.Family, KeyFile.ComputeDigest(other.VerifyingKey), _toy.Bytes).Outcome);
        Assert.Equal(VerificationOutcome.OtherKey, ProofVerifier.Verify(ToyRuns.Family, new byte[32], _toy.Bytes).Outcome);
        Assert.Throws<ArgumentException>(() => ProofVerifier.Verify(ToyRuns.Family, new byte[31], _toy.Bytes));

        // The proof under the key of another program, and that key asked for: the transcripts know.
        Assert.Null(ProofFile.Read(ToyRuns.Family, _toy.Bytes, out var file));
        var swapped = ProofFile.Write(other.VerifyingKey, file!.Output.Span, file.Run);
        var result = ProofVerifier.Verify(ToyRuns.Family, KeyFile.ComputeDigest(other.VerifyingKey), swapped);
        Assert.Equal(VerificationOutcome.Refused, result.Outcome);

        foreach (var output in new byte[][] { [], [.. _toy.Output, 0], [.. _toy.Output[..^1]], new byte[_toy.Output.Length] })
        {
            Assert.Equal(VerificationOutcome.OtherOutput, _toy.Verify(ProofFile.Write(file.Key, output, file.Run)).Outcome);
        }
    }

    [Fact]
    public void Read_allocates_no_more_than_the_file_is_worth()
    {
        // Lengths that promise gigabytes, and nothing behind them.
        var output = KeyStart + _toy.Key.Length;
        var count = output + 4 + _toy.Output.Length;
        foreach (var file in new[] { With(_toy.Bytes, output, uint.MaxValue), With(_toy.Bytes, count, 64)[..(count + 600)] })
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(FileRejectionReason.Truncated, ProofFile.Read(ToyRuns.Family, file, out _)?.Reason);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }

    [Fact]
    public void Verify_survives_random_damage()
    {
        // Bytes set, words copied over others, pieces cut out: the same files on every machine.
        var state = 12345u;
        for (var file = 0; file < 3_000; file++)
        {
            List<byte> bytes = [.. _toy.Bytes];
            for (var change = 0; change <= Next(4); change++)
            {
                var place = Next(2) == 0 ? Next(700) : Next(bytes.Count);
                switch (Next(3))
                {
                    case 0:
                        bytes[place] = (byte)Next(256);
                        break;
                    case 1:
                        bytes.RemoveRange(place, Math.Min(4 * Next(8), bytes.Count - place));
                        break;
                    default:
                        bytes.InsertRange(place, BitConverter.GetBytes(Next(3) == 0 ? uint.MaxValue : (uint)Next(70)));
                        break;
                }
            }

            Assert.True(!_toy.Verify([.. bytes]).IsValid || bytes.SequenceEqual(_toy.Bytes));
        }

        int Next(int limit)
        {
            state = (state * 1664525) + 1013904223;
            return (int)((state >> 8) % (uint)limit);
        }
    }

    private static uint Number(byte[] bytes, int place) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(place));

    private static byte[] With(byte[] bytes, int place, uint value)
    {
        var copy = bytes.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(place), value);
        return copy;
    }

    private static void AssertRefused(FileRejectionReason reason, long position, IEnumerable<byte> file, string found = "") =>
        Assert.Equal(new FileRejection(reason, position, found), ProofFile.Read(ToyRuns.Family, file.ToArray(), out _));

    /// <summary>A file of a run of three shards, one of each shape.</summary>
    public sealed class ToyFile
    {
        public ToyFile()
        {
            using ToyRuns runs = new();
            var toy = ToyExecution.Run([5, 5, 0]);
            Output = ToyRunMachine.Output(toy);
            var proof = runs.Prove(ToyRunMachine.FromToy(toy, ToyRunMachine.Large, ToyRunMachine.Small, ToyRunMachine.Idle));
            Key = KeyFile.Write(runs.VerifyingKey);
            KeyDigest = KeyFile.ComputeDigest(runs.VerifyingKey);
            Bytes = ProofFile.Write(runs.VerifyingKey, Output, proof);
        }

        internal byte[] Output { get; }

        internal byte[] Key { get; }

        internal byte[] KeyDigest { get; }

        internal byte[] Bytes { get; }

        internal VerificationResult Verify(byte[] bytes) => ProofVerifier.Verify(ToyRuns.Family, KeyDigest, bytes);
    }
}
