// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cpu;
using PicoEngine.Backends.Tests;
using PicoEngine.Fields;
using PicoEngine.Stark.Prover;
using PicoEngine.Verifier.Stark.LogUp;
using Xunit;

namespace PicoEngine.Stark.Tests.Prover;

public sealed class FractionalSumTests
{
    [Fact]
    public void Prove_with_refused_nonces_takes_the_next_and_is_accepted()
    {
        using ToyShards shards = new(4);
        List<uint> nonces = [];
        for (var refused = 0; refused < 3; refused++)
        {
            var (statement, proof) = shards.Prove(shards.Witnesses[0], refusedNonces: refused);
            nonces.Add(proof.LogUpNonce.ToCanonical());
            Assert.Null(shards.Verify(statement, shards.ToWords(proof)));
        }

        Assert.Equal(nonces.Distinct().Order(), nonces);
    }

    [Fact]
    public void HasZero_sees_a_zero_denominator_of_leaves_and_of_every_public_interaction()
    {
        using ToyShards shards = new(4);
        var (machine, witness) = (shards.Machine, shards.Witnesses[0]);
        var elements = ExtensionSamples.Elements(8, 3)[4..];
        FingerprintChallenges<KoalaBearExtension5> random = new(elements[0], elements[1], elements[2], elements[3]);
        Assert.False(HasZero(random));
        foreach (var interaction in machine.PublicInteractions)
        {
            // alpha such that alpha + bus + sum of beta^i e_i is zero.
            KoalaBearExtension5 rest = KoalaBear.FromCanonical(interaction.Bus.Id);
            for (var i = 0; i < interaction.Message.Length; i++)
            {
                rest += random.Beta.Pow((ulong)i + 1) * interaction.Message[i].Evaluate<KoalaBear>([], default, witness.PublicValues);
            }

            Assert.True(HasZero(random with { Alpha = -rest }));
        }

        var local = machine.Tables[0].Interactions.First(interaction => !interaction.Bus.IsGlobal);
        var columns = Enumerable.Range(0, witness.Traces[0].Width).Select(column => witness.Traces[0][column, 1]).ToArray();
        KoalaBearExtension5 leaf = KoalaBear.FromCanonical(local.Bus.Id);
        for (var i = 0; i < local.Message.Length; i++)
        {
            leaf += random.Beta.Pow((ulong)i + 1) * local.Message[i].Evaluate(columns, KoalaBear.One, witness.PublicValues);
        }

        Assert.True(HasZero(random with { Alpha = -leaf }));

        bool HasZero(FingerprintChallenges<KoalaBearExtension5> challenges)
        {
            using CpuBackend backend = new();
            using var tree = backend.LogUp.BuildTree(new(shards.Parameters, shards.Shape.Machine, witness, []), challenges);
            return FractionalSum.HasZero(machine, witness.PublicValues, challenges, tree);
        }
    }
}
