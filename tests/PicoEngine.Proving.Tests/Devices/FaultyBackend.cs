// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Whir;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Proving.Tests.Devices;

/// <summary>A backend whose operations ask a script first. Wrong results are a one too much somewhere.</summary>
internal sealed class FaultyBackend(IProverBackend inner, string name, FaultScript script)
    : IProverBackend, ICommitmentOps, ILogUpOps, IZerocheckOps, IOpeningOps, IGrindingOps
{
    public string Name => name;

    public MemorySpace Memory => inner.Memory;

    public IPoseidon2Ops Poseidon2 => inner.Poseidon2;

    public IMerkleTreeOps MerkleTree => inner.MerkleTree;

    public INttOps Ntt => inner.Ntt;

    public ICommitmentOps Commitments => this;

    public ILogUpOps LogUp => this;

    public IZerocheckOps Zerocheck => this;

    public IOpeningOps Opening => this;

    public IGrindingOps Grinding => this;

    public MemoryPlan Plan(SystemParameters parameters, Machine machine, ReadOnlySpan<int> heights) => inner.Plan(parameters, machine, heights);

    public void ReleaseUnused() => inner.ReleaseUnused();

    public ICommittedGroup Commit(
        SystemParameters parameters, KeyedMachine machine, ColumnGroup group, IReadOnlyList<TraceMatrix> traces, CodewordStorage storage)
    {
        bool isWrong = script.Next(name, ProverPhase.Commit);
        return Committed(inner.Commitments.Commit(parameters, machine, group, traces, storage), isWrong);
    }

    public ICommittedGroup Commit(SystemParameters parameters, ColumnGroup group, ReadOnlySpan<KoalaBear> columns, CodewordStorage storage)
    {
        bool isWrong = script.Next(name, ProverPhase.Commit);
        return Committed(inner.Commitments.Commit(parameters, group, columns, storage), isWrong);
    }

    public LeafOpening<KoalaBear, Digest>[] Open(ICommittedGroup group, ReadOnlySpan<int> positions)
    {
        bool isWrong = script.Next(name, ProverPhase.Open);
        LeafOpening<KoalaBear, Digest>[] openings = inner.Commitments.Open(group, positions);
        openings[0].Leaf[0] += isWrong ? KoalaBear.One : KoalaBear.Zero;
        return openings;
    }

    public KoalaBearExtension5? SumGlobal(CommittedShard shard, KoalaBearExtension5 globalAlpha, KoalaBearExtension5 globalBeta) =>
        Added(inner.LogUp.SumGlobal(shard, globalAlpha, globalBeta), script.Next(name, ProverPhase.LogUp));

    public IFractionTree BuildTree(CommittedShard shard, FingerprintChallenges<KoalaBearExtension5> challenges)
    {
        bool isWrong = script.Next(name, ProverPhase.LogUp);
        return new FaultyTree(inner.LogUp.BuildTree(shard, challenges), name, script, isWrong);
    }

    public IFractionTree BuildTree(int logRows, IReadOnlyList<Fraction<KoalaBearExtension5>[]> groups) => inner.LogUp.BuildTree(logRows, groups);

    public IConstraintSession Begin(
        CommittedShard shard, FingerprintChallenges<KoalaBearExtension5> fingerprints, ZerocheckChallenges<KoalaBearExtension5> batch)
    {
        script.Next(name, ProverPhase.Zerocheck);
        return new FaultyConstraints(inner.Zerocheck.Begin(shard, fingerprints, batch), name, script);
    }

    public IIndexSession BeginIndex(
        SystemParameters parameters, IReadOnlyList<ICommittedGroup> groups, OpeningPoint<KoalaBearExtension5> point, KoalaBearExtension5[] weights)
    {
        weights[0] += script.Next(name, ProverPhase.Open) ? KoalaBearExtension5.One : KoalaBearExtension5.Zero;
        return inner.Opening.BeginIndex(parameters, groups, point, weights);
    }

    public IOpeningSession Begin(SystemParameters parameters, IReadOnlyList<ICommittedGroup> groups, ReadOnlySpan<KoalaBearExtension5> mu)
    {
        KoalaBearExtension5[] used = [.. mu];
        used[0] += script.Next(name, ProverPhase.Open) ? KoalaBearExtension5.One : KoalaBearExtension5.Zero;
        return inner.Opening.Begin(parameters, groups, used);
    }

    public uint FindNonce(ReadOnlySpan<KoalaBear> state, int bits, uint first)
    {
        bool isWrong = script.Next(name, ProverPhase.Open);
        return inner.Grinding.FindNonce(state, bits, first) ^ (isWrong ? 1u : 0u);
    }

    public void Dispose() => inner.Dispose();

    private static ICommittedGroup Committed(ICommittedGroup group, bool isWrong)
    {
        if (isWrong)
        {
            KoalaBear[] words = [.. group.Cap[0].Words];
            words[3] += KoalaBear.One;
            group.Cap[0] = new Digest(words);
        }

        return group;
    }

    private static KoalaBearExtension5? Added(KoalaBearExtension5? sum, bool isWrong) => isWrong ? sum + KoalaBearExtension5.One : sum;

    private sealed class FaultyTree(IFractionTree inner, string name, FaultScript script, bool isRootWrong) : IFractionTree
    {
        public int LayerCount => inner.LayerCount;

        public Fraction<KoalaBearExtension5> Root => isRootWrong ? inner.Root with { Numerator = inner.Root.Numerator + KoalaBearExtension5.One } : inner.Root;

        public LayerClaims FirstLayer => inner.FirstLayer;

        public KoalaBearExtension5 BeginLayer(int layer, KoalaBearExtension5[] point, KoalaBearExtension5 lambda)
        {
            bool isWrong = script.Next(name, ProverPhase.LogUp);
            return inner.BeginLayer(layer, point, lambda) + (isWrong ? KoalaBearExtension5.One : KoalaBearExtension5.Zero);
        }

        public RoundSums Fold(KoalaBearExtension5 challenge, LayerPoint at) => inner.Fold(challenge, at);

        public LayerClaims EndLayer(KoalaBearExtension5 challenge)
        {
            bool isWrong = script.Next(name, ProverPhase.LogUp);
            LayerClaims claims = inner.EndLayer(challenge);
            return isWrong ? claims with { Q1 = claims.Q1 + KoalaBearExtension5.One } : claims;
        }

        public void Dispose() => inner.Dispose();
    }

    private sealed class FaultyConstraints(IConstraintSession inner, string name, FaultScript script) : IConstraintSession
    {
        public ConstraintSums SkipSums(ConstraintsOnRows onRows) => Wrong(script.Next(name, ProverPhase.Zerocheck), inner.SkipSums(onRows));

        public void BindSkip(ReadOnlySpan<KoalaBearExtension5> weights) => inner.BindSkip(weights);

        public ConstraintSums VariableSums() => Wrong(script.Next(name, ProverPhase.Zerocheck), inner.VariableSums());

        public void Bind(KoalaBearExtension5 challenge) => inner.Bind(challenge);

        public KoalaBearExtension5[] ColumnClaims()
        {
            bool isWrong = script.Next(name, ProverPhase.Zerocheck);
            KoalaBearExtension5[] claims = inner.ColumnClaims();
            claims[^1] += isWrong ? KoalaBearExtension5.One : KoalaBearExtension5.Zero;
            return claims;
        }

        public void Dispose() => inner.Dispose();

        private static ConstraintSums Wrong(bool isWrong, ConstraintSums sums)
        {
            sums.Leaves[0] += isWrong ? KoalaBearExtension5.One : KoalaBearExtension5.Zero;
            return sums;
        }
    }
}
