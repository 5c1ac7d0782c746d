// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor.Interpreter;
using PicoEngine.Executor.Memory;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Recording;

/// <summary>
/// Executes one shard again from its checkpoint and writes its records. Memory holds only the words that the checkpoint
/// names; touching another one, or more rows than announced, means that the checkpoint is wrong.
/// </summary>
internal sealed unsafe class ReplayMachine : Machine
{
    private const uint MaxGap = ushort.MaxValue;

    private readonly ReservedBlock _timestampBlock = new(MemoryMap.End, "timestamps of memory words");
    private readonly ReservedBlock _touchedBlock = new(MemoryMap.WordCount / 8, "words of the shard");
    private readonly RecordFormat[] _formats = RecordFormat.ByOpcode;
    private readonly uint[] _registerTimestamps = new uint[RegisterNumbers.Count];
    private readonly nint[] _cursors = new nint[InstructionTables.Count];
    private readonly nint[] _limits = new nint[InstructionTables.Count];
    private readonly SyscallDispatcher _dispatcher;
    private readonly ReplayHost _host;

    // [WordCount]: time of each word's last access in this shard.
    private readonly uint* _timestamps;
    private readonly ulong* _touched;
    private ShardRecords _records = null!;
    private InstructionRecord* _current;
    private MemoryInstructionRecord* _currentMemory;
    private int _pendingRegister = -1;
    private ulong _remaining;
    private uint _timestamp;
    private IPrecompileCallWriter? _call;

    public ReplayMachine(GuestProgram program)
        : base(program)
    {
        _timestamps = (uint*)_timestampBlock.Pointer;
        _touched = (ulong*)_touchedBlock.Pointer;
        _host = new ReplayHost(this);
        _dispatcher = new SyscallDispatcher(this, _host);
    }

    public ShardCheckpoint Checkpoint => _records.Checkpoint;

    public ShardRecords Records => _records;

    /// <summary>Timestamp of the instruction that is being executed.</summary>
    public uint CurrentTimestamp => _current->Timestamp;

    /// <summary>True on the last row of a shard that ends inside a HINT_READ.</summary>
    public bool IsLastRow => _remaining == 0;

    public ShardRecords Replay(ShardCheckpoint checkpoint, RecordStorage storage)
    {
        _records = new ShardRecords(checkpoint, storage);
        try
        {
            Load(checkpoint, storage);
            StopReason stop = InterpreterLoop.Run<Interpreter.Recording>(this);
            FinishPending();
            CheckEnd(stop);
            Collect();
            return _records;
        }
        catch (PicoException exception) when (exception.Error.Exit == ExitCode.GuestFailed)
        {
            // The live run got past this point, so the checkpoint is not of that run.
            Reject($"replaying it fails: {exception.Detail}");
            return _records;
        }
        finally
        {
            Clear();
        }
    }

    /// <summary>Called by the loop before each instruction. False when the shard is complete.</summary>
    public bool BeginInstruction(CodeWord* ip)
    {
        FinishPending();
        if (_remaining == 0)
        {
            return false;
        }

        _remaining--;
        long index = ip - Code.Words;
        byte opcode = Code.Opcodes[index];
        ref readonly RecordFormat format = ref _formats[opcode];
        if (format.Table == byte.MaxValue || _cursors[format.Table] >= _limits[format.Table])
        {
            Reject("it announces fewer rows than the shard has");
        }

        var record = (InstructionRecord*)_cursors[format.Table];
        _cursors[format.Table] += format.AccessesMemory ? sizeof(MemoryInstructionRecord) : sizeof(InstructionRecord);
        uint now = _timestamp;
        _timestamp = now + 4;
        _current = record;
        _currentMemory = (MemoryInstructionRecord*)record;
        record->Index = (uint)index;
        record->Timestamp = now;
        record->Opcode = opcode;
        record->C = 0;
        record->GapC = 0;
        record->B = 0;
        record->GapB = 0;
        record->PreviousA = 0;
        record->A = 0;
        record->GapA = 0;
        if (format.ReadsC)
        {
            record->C = Registers[ip->Rs2];
            record->GapC = AccessRegister(ip->Rs2, now + 1);
        }

        if (format.ReadsB)
        {
            record->B = Registers[ip->Rs1];
            record->GapB = AccessRegister(ip->Rs1, now + 2);
        }

        if (format.WritesA)
        {
            record->PreviousA = Registers[ip->Rd];
            record->GapA = AccessRegister(ip->Rd, now + 3);
            _pendingRegister = ip->Rd;
        }

        return true;
    }

    /// <summary>Called by the loop for the word that a load or store accesses, before the access.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AccessMemory(uint word)
    {
        if ((_touched[word / 64] >> (int)(word % 64) & 1) == 0)
        {
            RejectWord(word);
        }

        MemoryInstructionRecord* record = _currentMemory;
        record->PreviousWord = ((uint*)Memory)[word];
        record->PreviousTimestamp = _timestamps[word];
        _timestamps[word] = record->Instruction.Timestamp;
    }

    public override StopReason Ecall()
    {
        var code = (SyscallCode)Registers[5];
        _call = null;
        StopReason stop = _dispatcher.Execute();
        _timestamp += SyscallCodes.ExtraSlots(code);
        return stop;
    }

    /// <summary>Begins the record of a precompile call.</summary>
    public void BeginPrecompile(SyscallCode code)
    {
        if (!_records.CallWriters.TryGetValue(code, out _call) || !_call.TryAppend(CurrentTimestamp, Registers[10], Registers[11]))
        {
            Reject($"it announces fewer calls of {SyscallCodes.Name(code)} than the shard makes");
        }
    }

    /// <summary>The HINT_READ that is being executed accesses the hint cursor, before it changes it.</summary>
    /// <returns>Time of the access before.</returns>
    public uint AccessHintCursor()
    {
        uint now = CurrentTimestamp;
        return now - 1 - AccessRegister(RegisterNumbers.HintCursor, now);
    }

    public override StopReason Check() => StopReason.None;

    public override void ReadWords(uint address, Span<uint> values, uint slot)
    {
        for (int i = 0; i < values.Length; i++)
        {
            uint word = address / 4 + (uint)i;
            values[i] = ((uint*)Memory)[word];
            Access(word, values[i], slot);
        }
    }

    public override void WriteWords(uint address, ReadOnlySpan<uint> values, uint slot)
    {
        for (int i = 0; i < values.Length; i++)
        {
            Access(address / 4 + (uint)i, values[i], slot);
        }
    }

    [DoesNotReturn]
    public void Reject(string complaint) =>
        throw new PicoException(
            ErrorCatalog.CheckpointInvalid,
            $"checkpoint of shard {Checkpoint.Index}: {complaint} (pc 0x{Pc:x8})",
            new Dictionary<string, object?> { ["shard"] = Checkpoint.Index });

    public override void Dispose()
    {
        _timestampBlock.Dispose();
        _touchedBlock.Dispose();
        base.Dispose();
    }

    private void Access(uint word, uint after, uint slot)
    {
        if ((_touched[word / 64] >> (int)(word % 64) & 1) == 0)
        {
            RejectWord(word);
        }

        uint before = ((uint*)Memory)[word];
        uint previous = _timestamps[word];
        uint now = CurrentTimestamp + slot;
        if (_call is null)
        {
            _records.HintWriteList.Add(new HintWriteRecord(4 * word, before, after, previous, now));
        }
        else if (!_call.TryAppend(before, after, previous))
        {
            Reject("a call accesses more words than its kind has");
        }

        ((uint*)Memory)[word] = after;
        _timestamps[word] = now;
    }

    [DoesNotReturn]
    private void RejectWord(uint word) => Reject($"it lacks the word at 0x{4 * word:x8}");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ushort AccessRegister(uint register, uint now)
    {
        uint gap = now - _registerTimestamps[register] - 1;
        _registerTimestamps[register] = now;
        return gap <= MaxGap ? (ushort)gap : Refresh(register, now, now - 1 - gap);
    }

    /// <summary>Reads the register at the last multiple of 2^16 before <paramref name="now"/>; returns the gap from there.</summary>
    private ushort Refresh(uint register, uint now, uint previous)
    {
        uint epoch = (now - 1) >> RegisterRefreshRecord.LogEpoch;
        _records.RegisterRefreshList.Add(new RegisterRefreshRecord(register, Registers[register], previous, epoch));
        return (ushort)(now - (epoch << RegisterRefreshRecord.LogEpoch) - 1);
    }

    private void FinishPending()
    {
        if (_pendingRegister >= 0)
        {
            _current->A = Registers[_pendingRegister];
            _pendingRegister = -1;
        }
    }

    private void Load(ShardCheckpoint checkpoint, RecordStorage storage)
    {
        for (int i = 0; i < _cursors.Length; i++)
        {
            var table = (InstructionTable)i;
            _cursors[i] = storage.Address(table);
            _limits[i] = _cursors[i] + (nint)checkpoint.Rows[i] * RecordStorage.RowSize(table);
        }

        if (checkpoint.ProgramSha256 != Program.Image.Sha256)
        {
            Reject("it belongs to another program");
        }

        long index = (checkpoint.Start.Pc - (long)Code.TextBase) / 4;
        if (checkpoint.Start.Pc % 4 != 0 || index < 0 || index >= Code.Count || checkpoint.Start.Registers.Count != RegisterNumbers.Named || checkpoint.Start.Registers[0] != 0)
        {
            Reject("its start is no state of this program");
        }

        foreach (TouchedGroup group in checkpoint.Memory.Groups)
        {
            if (group.FirstWord > MemoryMap.WordCount - TouchedGroup.Size)
            {
                Reject($"its words from 0x{4UL * group.FirstWord:x} lie outside of guest memory");
            }

            _touched[group.FirstWord / TouchedGroup.Size] = group.Mask;
            uint* words = (uint*)Memory + group.FirstWord;
            int next = 0;
            for (ulong rest = group.Mask; rest != 0; rest &= rest - 1)
            {
                words[BitOperations.TrailingZeroCount(rest)] = group.Values[next++];
            }
        }

        for (int i = 0; i < RegisterNumbers.Count; i++)
        {
            Registers[i] = checkpoint.Start.Cell(i);
        }

        Ip = Code.Words + index;
        Cycles = 0;
        NextCheck = ulong.MaxValue;
        Array.Clear(_registerTimestamps);
        _timestamp = 1;
        _remaining = checkpoint.Cycles + (checkpoint.End.HintCursor > 0 ? 1UL : 0);
        _pendingRegister = -1;
        _host.Load(checkpoint);
    }

    private void CheckEnd(StopReason stop)
    {
        HartState end = Checkpoint.End;
        uint pc = stop == StopReason.Halted ? 0 : Pc;
        bool sameRegisters = new ReadOnlySpan<uint>(Registers, RegisterNumbers.Named).SequenceEqual(end.Registers.ToArray())
            && Registers[RegisterNumbers.HintCursor] == end.HintCursor && Registers[RegisterNumbers.Sink] == end.Sink;
        bool sameCounts = _remaining == 0 && _cursors.AsSpan().SequenceEqual(_limits) && _records.CallWriters.Values.All(calls => calls.IsComplete);
        if (pc != end.Pc || !sameRegisters || !sameCounts || !_host.IsAt(end) || (stop == StopReason.Halted) != Checkpoint.Halts)
        {
            Reject("replaying it does not end in the state that it names");
        }
    }

    private void Collect()
    {
        _records.EndTimestamp = _timestamp;
        var registers = new BoundaryRecord[RegisterNumbers.Count];
        for (int i = 0; i < registers.Length; i++)
        {
            registers[i] = new BoundaryRecord((uint)i, Checkpoint.Start.Cell(i), Registers[i], _registerTimestamps[i]);
        }

        _records.Registers = registers;
        var memory = new BoundaryRecord[Checkpoint.Memory.Count];
        int next = 0;
        foreach (TouchedGroup group in Checkpoint.Memory.Groups)
        {
            int value = 0;
            for (ulong rest = group.Mask; rest != 0; rest &= rest - 1)
            {
                uint word = group.FirstWord + (uint)BitOperations.TrailingZeroCount(rest);
                memory[next++] = new BoundaryRecord(4 * word, group.Values[value++], ((uint*)Memory)[word], _timestamps[word]);
            }
        }

        _records.Memory = memory;
    }

    /// <summary>Makes the machine ready for another shard: only the words of this one can be non-zero.</summary>
    private void Clear()
    {
        foreach (TouchedGroup group in Checkpoint.Memory.Groups)
        {
            if (group.FirstWord <= MemoryMap.WordCount - TouchedGroup.Size)
            {
                new Span<uint>((uint*)Memory + group.FirstWord, TouchedGroup.Size).Clear();
                new Span<uint>(_timestamps + group.FirstWord, TouchedGroup.Size).Clear();
                _touched[group.FirstWord / TouchedGroup.Size] = 0;
            }
        }
    }
}
