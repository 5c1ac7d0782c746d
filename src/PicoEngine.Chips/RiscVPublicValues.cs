// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;

namespace PicoEngine.Chips;

/// <summary>What the public values of a shard send and receive: the ends of its execution and of its part of the address chain, exit code and committed words.</summary>
/// <remarks>That flags and multiplicities are 0 or 1, bytes below 256 and times below 2^27 is checked in integers by the verifier of a run.</remarks>
internal sealed class RiscVPublicValues : IPublicInteractions
{
    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        builder.Send(RiscVBuses.State, [builder[RunPublicValues.PcIn], 1], 1);
        builder.Receive(RiscVBuses.State, [builder[RunPublicValues.PcOut], builder[RunPublicValues.TsOut]], 1);
        builder.Send(RiscVBuses.Chain, [builder[RunPublicValues.KeyIn]], 1);
        builder.Receive(RiscVBuses.Chain, [builder[RunPublicValues.KeyOut]], 1);
        builder.Send(RiscVBuses.Segments, [1], builder[RunPublicValues.SegmentsOn]);
        builder.Receive(RiscVBuses.Halt, [builder[RunPublicValues.ExitLow], builder[RunPublicValues.ExitHigh]], builder[RunPublicValues.Halts]);
        for (var i = 0; i < 2 * RunPublicValues.DigestWords; i++)
        {
            var bytes = i < RunPublicValues.DigestWords ? RunPublicValues.Digest : RunPublicValues.DeferredDigest;
            var first = i % RunPublicValues.DigestWords * 4;
            builder.Receive(
                RiscVBuses.Commit,
                [i, builder[bytes[first]], builder[bytes[first + 1]], builder[bytes[first + 2]], builder[bytes[first + 3]]],
                builder[RunPublicValues.Commits[i]]);
        }
    }
}
