// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;

namespace PicoEngine.Verifier.Run;

/// <summary>
/// What must hold between the public values of the shards of a run, in integers (protocol document, section 4). There is no flag that says
/// complete: these equalities are completeness.
/// </summary>
internal sealed class RunRules(RunStatement statement)
{
    /// <summary>Times stay below this, so that differences of times are integers.</summary>
    private const uint TimeLimit = 1 << 27;

    private const uint LimbLimit = 1 << 16;

    private readonly bool[] _committed = new bool[RunPublicValues.DigestWords];
    private uint _pc = statement.EntryPc;
    private uint _key;
    private ulong _segments;
    private int _shards;
    private bool _halted;
    private uint[] _digest = [];

    /// <summary>The first rule that the next shard breaks, or null.</summary>
    /// <param name="values">Its public values as integers, each below p.</param>
    public RunRejection? Add(uint[] values)
    {
        _shards++;
        return CheckRanges(values) ?? CheckChain(values) ?? CheckEnd(values) ?? CheckDigest(values);
    }

    /// <summary>What the run breaks as a whole, or null.</summary>
    public RunRejection? Finish()
    {
        if (!_halted)
        {
            return new(RunRejectionReason.HaltCount);
        }

        var missing = Array.IndexOf(_committed, false);
        return missing >= 0 ? new(RunRejectionReason.CommitMissing, Item: missing)
            : _segments != statement.Segments ? new(RunRejectionReason.SegmentCount)
            : null;
    }

    private RunRejection? CheckRanges(uint[] values)
    {
        if (values[RunPublicValues.Shard.Index] != _shards)
        {
            return Refuse(RunRejectionReason.ShardNumber);
        }

        return Above(RunPublicValues.Halts, 2)
            ?? Above(RunPublicValues.TsOut, TimeLimit)
            ?? (values[RunPublicValues.TsOut.Index] == 0 ? OutOfRange(RunPublicValues.TsOut) : null)
            ?? Above(RunPublicValues.ExitLow, LimbLimit)
            ?? Above(RunPublicValues.ExitHigh, LimbLimit)
            ?? RunPublicValues.Digest.Concat(RunPublicValues.DeferredDigest).Select(value => Above(value, 256)).FirstOrDefault(fault => fault is not null);

        RunRejection? Above(PublicValue value, uint limit) => values[value.Index] >= limit ? OutOfRange(value) : null;

        RunRejection? OutOfRange(PublicValue value) => new(RunRejectionReason.PublicValueRange, _shards, value.Index);
    }

    private RunRejection? CheckChain(uint[] values)
    {
        var (pcIn, keyIn, keyOut) = (values[RunPublicValues.PcIn.Index], values[RunPublicValues.KeyIn.Index], values[RunPublicValues.KeyOut.Index]);
        if (pcIn != _pc)
        {
            return Refuse(RunRejectionReason.PcContinuity);
        }

        if (keyIn != _key)
        {
            return Refuse(RunRejectionReason.ChainContinuity);
        }

        if (keyOut < keyIn || keyOut > statement.MaximumKey)
        {
            return Refuse(RunRejectionReason.ChainRange);
        }

        (_pc, _key) = (values[RunPublicValues.PcOut.Index], keyOut);
        _segments += values[RunPublicValues.SegmentsOn.Index];
        return null;
    }

    private RunRejection? CheckEnd(uint[] values)
    {
        var halts = values[RunPublicValues.Halts.Index] == 1;
        if (values[RunPublicValues.ExitLow.Index] != 0 || values[RunPublicValues.ExitHigh.Index] != 0)
        {
            return Refuse(RunRejectionReason.ExitCode);
        }

        if (halts && _halted)
        {
            return Refuse(RunRejectionReason.HaltCount);
        }

        // By continuity pc_in is 0 here, and the program has no instruction at 0.
        if (_halted && values[RunPublicValues.TsOut.Index] != 1)
        {
            return Refuse(RunRejectionReason.AfterHalt);
        }

        _halted |= halts;
        return _halted == (_pc == 0) ? null : Refuse(RunRejectionReason.HaltedPc);
    }

    private RunRejection? CheckDigest(uint[] values)
    {
        uint[] digest = [.. RunPublicValues.Digest.Select(value => values[value.Index])];
        if (_shards > 1 && !digest.AsSpan().SequenceEqual(_digest))
        {
            return Refuse(RunRejectionReason.DigestDiffers);
        }

        if (RunPublicValues.DeferredDigest.Any(value => values[value.Index] != 0))
        {
            return Refuse(RunRejectionReason.DeferredDigest);
        }

        for (var i = 0; i < _committed.Length; i++)
        {
            _committed[i] |= values[RunPublicValues.Commits[i].Index] != 0;
        }

        _digest = digest;
        return null;
    }

    private RunRejection Refuse(RunRejectionReason reason) => new(reason, _shards);
}
