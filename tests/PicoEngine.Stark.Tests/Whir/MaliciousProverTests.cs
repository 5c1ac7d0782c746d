// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu.Opening;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Stark.Whir;
using PicoEngine.Verifier.Stark;
using PicoEngine.Verifier.Stark.Whir;
using Xunit;

namespace PicoEngine.Stark.Tests.Whir;

/// <summary>
/// Provers that change a message or a polynomial before the transcript absorbs it and go on honestly: only the check that binds it can notice. With that
/// one check removed the proof is accepted, so no other check hides a missing one.
/// </summary>
public sealed class MaliciousProverTests
{
    // No proof of work: a rejection names the check that matters.
    private static readonly SystemParameters Parameters = InsecureOpeningParameters.Create(
        8, 4, 2, [5, 8, 19], [1, 2, 3, 4], [1, 2, 2, 2], [5, 4, 3, 3], outOfDomain: 2);

    private static readonly SystemParameters FewQueries = InsecureOpeningParameters.Create(
        8, 4, 2, [5, 8, 19], [1, 2, 3, 4], [1, 2, 2, 2], [2, 2, 2, 2]);

    public static TheoryData<MessageKind, int, int> ChangedMessages => new()
    {
        { MessageKind.WhirRound, 0, 0 }, { MessageKind.WhirRound, 0, 1 }, { MessageKind.WhirRound, 3, 0 }, { MessageKind.WhirRound, 6, 1 },
        { MessageKind.WhirRound, 7, 0 }, { MessageKind.WhirRound, 7, 1 }, { MessageKind.WhirOutOfDomain, 0, 0 }, { MessageKind.WhirOutOfDomain, 0, 1 },
        { MessageKind.WhirOutOfDomain, 2, 1 }, { MessageKind.WhirFinal, 0, 0 }, { MessageKind.WhirFinal, 0, 1 },
    };

    public static TheoryData<int> ChangedPolynomials => [1, 2, 3, 4];

    [Theory]
    [MemberData(nameof(ChangedMessages))]
    public void Verify_refuses_a_message_changed_before_it_was_absorbed(MessageKind kind, int occurrence, int index) =>
        CheckFinalClaimIsWhatRefuses(new ChangedMessage(kind, occurrence, index));

    [Theory]
    [MemberData(nameof(ChangedPolynomials))]
    public void Verify_refuses_another_polynomial_with_the_same_weighted_sum(int index) =>
        CheckFinalClaimIsWhatRefuses(new OtherPolynomial(index));

    [Fact]
    public void Verify_refuses_true_openings_under_other_claims()
    {
        // The prover tells the transcript a false claim and opens honestly.
        using var columns = CommittedColumns.Random(Parameters, 8);
        for (var w = 0; w < Parameters.StackedWidth; w++)
        {
            var claims = columns.Statement.Claims.ToArray();
            claims[w] += KoalaBearExtension5.Root;
            var statement = columns.Statement with { Claims = claims };
            var challenger = Started(claims);
            var proof = new WhirProver(Parameters, columns.Backend).Prove(challenger, columns.Groups, statement.Point);
            Assert.Equal(
                new Rejection(RejectionReason.WhirFinalClaim),
                WhirVerifier.Verify(Parameters, Started(claims), statement, WhirProofCodec.ToWords(proof, Parameters)));
        }

        DuplexChallenger Started(KoalaBearExtension5[] claims)
        {
            var challenger = columns.Challenger();
            challenger.Observe(MessageKind.StackClaims, claims);
            return challenger;
        }
    }

    [Fact]
    public void Verify_refuses_openings_of_another_commitment_of_the_same_prover()
    {
        using var columns = CommittedColumns.Random(Parameters, 8);
        using var other = CommittedColumns.Random(Parameters, 9);

        // A false main group: its openings are true for its own cap, which is not the one in the statement.
        var proof = new WhirProver(Parameters, columns.Backend).Prove(
            columns.Challenger(), [columns.Groups[0], columns.Groups[1], other.Groups[2]], columns.Statement.Point);
        Assert.Equal(new Rejection(RejectionReason.GroupOpening, 2), columns.Verify(WhirProofCodec.ToWords(proof, Parameters)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Verify_refuses_a_word_that_is_no_codeword_exactly_when_a_query_meets_a_changed_leaf(int index)
    {
        // Every second leaf of g_i is changed, then committed and opened honestly: nothing but the answers to queries can tell.
        var verdicts = new HashSet<bool>();
        for (var seed = 0; seed < 40; seed++)
        {
            using var columns = CommittedColumns.Random(FewQueries, seed);
            var layout = WhirShape.RoundLayout(FewQueries, index);
            var tampering = new ChangedLeaves(index, layout);
            var proof = columns.Prove(tampering);
            var met = proof.Rounds[index].FoldedOpenings.Any(opening => tampering.Changed.Contains(opening.Leaf[0]));
            var rejection = columns.Verify(WhirProofCodec.ToWords(proof, FewQueries));
            Assert.Equal(met ? new Rejection(RejectionReason.WhirFinalClaim) : (Rejection?)null, rejection);
            verdicts.Add(met);
        }

        Assert.Equal(2, verdicts.Count);
    }

    private static void CheckFinalClaimIsWhatRefuses(IWhirTampering tampering)
    {
        using var columns = CommittedColumns.Random(Parameters, 7);
        Assert.Null(columns.Verify(columns.ProveWords()));
        var proof = columns.Prove(tampering);
        Assert.Equal(new Rejection(RejectionReason.WhirFinalClaim), columns.Verify(WhirProofCodec.ToWords(proof, Parameters)));

        var context = new LenientContext(new ValueContext(columns.Challenger()), RejectionReason.WhirFinalClaim);
        new WhirVerification<KoalaBearExtension5, KoalaBear, Primitives.Symmetric.Digest, int>(context, Parameters).Run(columns.Statement, proof);
        Assert.Null(context.Rejection);
        Assert.Equal(1, context.Ignored);
    }

    private sealed class ChangedMessage(MessageKind kind, int occurrence, int index) : IWhirTampering
    {
        private int _left = occurrence;

        public void BeforeMessage(MessageKind messageKind, Span<KoalaBearExtension5> message)
        {
            if (messageKind == kind && _left-- == 0)
            {
                message[index] += KoalaBear.One;
            }
        }

        void IWhirTampering.BeforeSending(int index, IOpeningSession session)
        {
            // Polynomials stay as they are.
        }

        public void BeforeHashing(int index, IOpeningSession session)
        {
            // Codewords stay as they are.
        }
    }

    /// <summary>Adds one to the first point of every second leaf.</summary>
    private sealed class ChangedLeaves(int target, Primitives.MerkleTree.LeafLayout layout) : IWhirTampering
    {
        /// <summary>The first points of the changed leaves.</summary>
        public HashSet<KoalaBearExtension5> Changed { get; } = [];

        public void BeforeMessage(MessageKind kind, Span<KoalaBearExtension5> message)
        {
            // Messages stay as they are.
        }

        void IWhirTampering.BeforeSending(int index, IOpeningSession session)
        {
            // Polynomials stay as they are.
        }

        public void BeforeHashing(int index, IOpeningSession session)
        {
            var codeword = ((CpuOpeningSession)session).Codeword.Words;
            for (var leaf = 1; index == target && leaf < 1 << layout.LogLeafCount; leaf += 2)
            {
                codeword[leaf] += KoalaBear.One;
                var point = new KoalaBear[KoalaBearExtension5.Degree];
                for (var k = 0; k < point.Length; k++)
                {
                    point[k] = codeword[(k << layout.LogHeight) + leaf];
                }

                Changed.Add(new KoalaBearExtension5(point));
            }
        }
    }

    /// <summary>Changes g_i in two cells without changing sum g(x) omega(x).</summary>
    private sealed class OtherPolynomial(int target) : IWhirTampering
    {
        public void BeforeMessage(MessageKind kind, Span<KoalaBearExtension5> message)
        {
            // Messages stay as they are.
        }

        void IWhirTampering.BeforeSending(int index, IOpeningSession session)
        {
            if (index == target)
            {
                var state = ((CpuOpeningSession)session).State;
                var (values, weights) = (state.Values, state.Weights);
                values[0] += weights[1];
                values[1] -= weights[0];
            }
        }

        public void BeforeHashing(int index, IOpeningSession session)
        {
            // The codeword is that of the other polynomial.
        }
    }
}
