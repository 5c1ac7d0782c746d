// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.SystemCalls;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Traces;

/// <summary>The public values of a shard.</summary>
internal static class ShardPublicValues
{
    public static KoalaBear[] Of(TraceSource source)
    {
        var (records, boundary) = (source.Records, source.Boundary);
        var values = new KoalaBear[RunPublicValues.All.Length];
        Set(RunPublicValues.Shard, (uint)boundary.Shard);
        Set(RunPublicValues.PcIn, records.PcIn);
        Set(RunPublicValues.PcOut, records.PcOut);
        Set(RunPublicValues.TsOut, records.EndTimestamp);
        Set(RunPublicValues.KeyIn, boundary.Chain.KeyIn);
        Set(RunPublicValues.KeyOut, boundary.Chain.KeyOut);
        Set(RunPublicValues.SegmentsOn, (uint)boundary.Chain.SegmentCount);
        foreach (ref readonly var call in records.Instructions(InstructionTable.SystemCall))
        {
            switch (call.PreviousA)
            {
                case SystemCallNumber.Halt:
                    Set(RunPublicValues.Halts, 1);
                    Set(RunPublicValues.ExitLow, call.B & 0xffff);
                    Set(RunPublicValues.ExitHigh, call.B >> 16);
                    break;
                case SystemCallNumber.Commit:
                    Set(RunPublicValues.Commits[(int)call.B], 1);
                    break;
                case SystemCallNumber.CommitDeferredProofs:
                    Set(RunPublicValues.Commits[RunPublicValues.DigestWords + (int)call.B], 1);
                    break;
                default:
                    break;
            }
        }

        var committed = boundary.Committed.Span;
        for (var i = 0; i < RunPublicValues.DigestBytes; i++)
        {
            Set(RunPublicValues.Digest[i], (committed[i / 4] >> (8 * (i % 4))) & 0xff);
            Set(RunPublicValues.DeferredDigest[i], (committed[RunPublicValues.DigestWords + (i / 4)] >> (8 * (i % 4))) & 0xff);
        }

        return values;

        void Set(PublicValue value, uint word) => values[value.Index] = KoalaBear.FromCanonical(word);
    }
}
