// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Interpreter;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Recording;

/// <summary>Answers from the log of the live run; what only the outside world sees has no effect here.</summary>
internal sealed unsafe class ReplayHost(ReplayMachine machine) : IGuestHost
{
    private const int T0 = 5;

    private int _lengths;
    private int _elements;

    public void Load(ShardCheckpoint checkpoint)
    {
        _lengths = checkpoint.Start.HintLengthCount;
        _elements = checkpoint.Start.HintElementCount;
    }

    public bool IsAt(HartState state) => _lengths == state.HintLengthCount && _elements == state.HintElementCount;

    public void BeginCall(SyscallCode code)
    {
    }

    public StopReason BeginPrecompile(SyscallCode code, uint records, int accessCount)
    {
        machine.BeginPrecompile(code);
        return StopReason.None;
    }

    public StopReason Halt(uint exitCode) => StopReason.Halted;

    public void Write(uint descriptor, uint address, uint byteCount)
    {
    }

    /// <summary>An unconstrained block leaves no trace: the constrained path, with 0 in t0, is all there is.</summary>
    public StopReason EnterUnconstrained()
    {
        machine.Registers[T0] = 0;
        return StopReason.None;
    }

    public StopReason ExitUnconstrained()
    {
        machine.Reject("it leaves an unconstrained block that it never entered");
        return StopReason.None;
    }

    public void Commit(uint index, uint word)
    {
    }

    public void CommitDeferred(uint index, uint word)
    {
    }

    public uint HintLength()
    {
        IReadOnlyList<uint> lengths = machine.Checkpoint.Hints.Lengths;
        if (_lengths >= lengths.Count)
        {
            machine.Reject("its log of hints ends too early");
        }

        return lengths[_lengths++];
    }

    public StopReason HintRead(uint destination, uint byteCount)
    {
        HintLog log = machine.Checkpoint.Hints;
        bool cut = machine.IsLastRow && machine.Checkpoint.End.HintCursor > 0;
        uint total = (byteCount + 3) / 4;
        uint first = machine.Registers[RegisterNumbers.HintCursor];
        uint end = cut ? machine.Checkpoint.End.HintCursor : total;
        ReadOnlyMemory<byte> element = Element(log, cut);
        if (element.Length != byteCount || end > total || end < first)
        {
            machine.Reject("its log of hints does not fit the program");
        }

        uint previous = machine.AccessHintCursor();
        HintWriter.Write(machine, element.Span, destination, first, end - first);
        machine.Records.HintStepList.Add(
            new HintStepRecord(machine.CurrentTimestamp, destination, byteCount, first, end - first, IsFinal: !cut, previous));
        machine.Registers[RegisterNumbers.HintCursor] = cut ? end : 0;
        if (cut)
        {
            return StopReason.ShardFull;
        }

        _elements++;
        return StopReason.None;
    }

    private ReadOnlyMemory<byte> Element(HintLog log, bool cut)
    {
        if (_elements >= log.Elements.Count)
        {
            machine.Reject(cut ? "a hint that was cut was never finished" : "its log of hints ends too early");
        }

        return log.Elements[_elements];
    }
}
