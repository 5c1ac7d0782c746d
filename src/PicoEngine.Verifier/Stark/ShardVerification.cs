// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Air.Machines;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.IndexSumcheck;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Whir;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Verifier.Stark;

/// <summary>Checks the proof of a shard over any context: the parts in the order of the protocol document, section 5.</summary>
/// <typeparam name="TElement">An element of the extension field.</typeparam>
/// <typeparam name="TWord">A word.</typeparam>
/// <typeparam name="TDigest">A digest.</typeparam>
/// <typeparam name="TPosition">A query position.</typeparam>
public sealed class ShardVerification<TElement, TWord, TDigest, TPosition>
    where TElement : IAdditionOperators<TElement, TElement, TElement>,
        ISubtractionOperators<TElement, TElement, TElement>,
        IMultiplyOperators<TElement, TElement, TElement>
{
    private readonly IShardContext<TElement, TWord, TDigest, TPosition> _context;
    private readonly SystemParameters _parameters;
    private readonly Machine _machine;

    /// <summary>A verification.</summary>
    /// <param name="context">A transcript in its initial state for the verifying key, and the place where failed checks are heard.</param>
    /// <param name="parameters">The parameter set of the key.</param>
    /// <param name="machine">The machine of the key.</param>
    public ShardVerification(IShardContext<TElement, TWord, TDigest, TPosition> context, SystemParameters parameters, Machine machine)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(machine);
        _context = context;
        _parameters = parameters;
        _machine = machine;
    }

    /// <summary>Runs all checks but those on the heights, which are the caller's.</summary>
    /// <param name="statement">What is claimed; as many public values as the machine has.</param>
    /// <param name="preprocessedCap">The cap of the key.</param>
    /// <param name="proof">The proof, read by <see cref="ShardProofCodec"/>.</param>
    /// <param name="heights">The heights of the proof, which <see cref="Air.Layout.HeightCheck"/> allows.</param>
    public void Run(
        ShardStatement<TElement, TWord> statement, TDigest[] preprocessedCap, ShardProof<TElement, TWord, TDigest> proof, IShardHeights<TElement> heights)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(proof);
        Begin(statement, proof);
        FingerprintChallenges<TElement> fingerprints =
            new(_context.SampleExtension(), _context.SampleExtension(), statement.GlobalAlpha, statement.GlobalBeta);
        TElement[] publicValues = [.. statement.PublicValues.Select(_context.Lift)];
        InteractionEvaluation<TElement> interactions = new(_context, fingerprints, _parameters.MaximumMessageLength);
        var publicSum = interactions.PublicSum(_machine.PublicInteractions, publicValues);
        var leaves = LogUpGkrVerifier.Verify(_context, ShardProofShape.LayerCount(_machine), publicSum, statement.GlobalSum, proof.FractionalSum);
        if (leaves is null)
        {
            return;
        }

        var rowPoint = ZerocheckVerifier.Verify(
            _context, _machine, _parameters.LogSkip, proof.Zerocheck, leaves, publicValues, fingerprints, heights);
        var point = IndexSumcheckVerifier.Verify(
            _context, _parameters, proof.Zerocheck.ColumnClaims, rowPoint, proof.IndexSumcheck, heights);
        WhirStatement<TElement, TDigest> opening = new([preprocessedCap, proof.BoundaryCap, proof.MainCap], proof.IndexSumcheck.StackClaims, point);
        new WhirVerification<TElement, TWord, TDigest, TPosition>(_context, _parameters).Run(opening, proof.Opening);
    }

    /// <summary>Everything that alpha and beta depend on. The global sum is among it: declared later, it could hide a local imbalance.</summary>
    private void Begin(ShardStatement<TElement, TWord> statement, ShardProof<TElement, TWord, TDigest> proof)
    {
        _context.ObserveWords(MessageKind.PublicValues, statement.PublicValues);
        _context.Observe(MessageKind.GlobalChallenge, [statement.GlobalAlpha, statement.GlobalBeta]);
        _context.Observe(MessageKind.GlobalSum, [statement.GlobalSum]);
        _context.ObserveWords(MessageKind.Heights, proof.Heights);
        _context.ObserveCap(MessageKind.BoundaryCap, proof.BoundaryCap);
        _context.ObserveCap(MessageKind.MainCap, proof.MainCap);
        if (_parameters.LogUpGrindingBits > 0)
        {
            _context.RequireProofOfWork(_parameters.LogUpGrindingBits, proof.LogUpNonce, new(RejectionReason.LogUpProofOfWork));
        }
    }
}
