// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Executor.Tests.Syscalls;
using PicoEngine.RiscV;
using PicoEngine.RiscV.Events;
using static PicoEngine.Executor.Tests.Recording.TraceViolationException;

namespace PicoEngine.Executor.Tests.Recording;

/// <summary>Checks what ECALL rows of one shard say, and the hints and precompile calls that belong to them.</summary>
internal sealed class SystemCallChecker(ShardTrace trace, MemoryLedger memory, MemoryLedger registers)
{
    // Codes of the guest ABI, by number.
    private const uint Halt = 0x00;
    private const uint EnterUnconstrained = 0x03;
    private const uint HintLength = 0xF0;
    private const uint HintRead = 0xF1;

    // Of our own.
    private const uint Keccak256 = 0x00010190;

    private const uint HintCursor = 32;

    private readonly Dictionary<uint, uint> _rows = [];
    private readonly Dictionary<SyscallCode, int> _precompileCalls = [];
    private int _lengths = trace.Checkpoint.Start.HintLengthCount;
    private int _elements = trace.Checkpoint.Start.HintElementCount;
    private uint _cursor = trace.Checkpoint.Start.HintCursor;
    private int _steps;
    private int _writes;

    /// <summary>Checks the next ECALL row, in execution order.</summary>
    public CallEffect Check(InstructionRecord row)
    {
        uint code = row.PreviousA;
        bool goesOn = code == HintRead && _cursor > 0;
        _rows[code] = _rows.GetValueOrDefault(code) + (goesOn ? 0u : 1u);
        uint result = code switch
        {
            EnterUnconstrained => 0,
            HintLength => NextLength(),
            _ => code,
        };
        Require(row.A == result, $"call at {row.Timestamp}: 0x{code:x8} returns 0x{result:x}, not 0x{row.A:x}");
        if (code == Keccak256)
        {
            CheckKeccak256(row);
        }
        else if (PrecompileShape.Find(code) is { } shape)
        {
            CheckPrecompile(row, shape);
        }

        return code switch
        {
            Halt => CallEffect.Halt,
            HintRead => CheckHint(row),
            _ => CallEffect.Next,
        };
    }

    /// <summary>Nothing may be left over.</summary>
    public void Finish()
    {
        HartState end = trace.Checkpoint.End;
        Require(_steps == trace.HintSteps.Length && _writes == trace.HintWrites.Length, "there are hints without a call");
        Require(_writes == trace.Checkpoint.HintWords, "the checkpoint announces another number of hint words");
        Require(_cursor == end.HintCursor && _lengths == end.HintLengthCount && _elements == end.HintElementCount, "the input ends elsewhere than the checkpoint says");
        foreach ((SyscallCode code, uint[][] calls) in trace.Precompiles)
        {
            Require(_precompileCalls.GetValueOrDefault(code) == calls.Length, $"there are records of {code} without a call");
        }

        Require(
            _rows.Where(row => row.Value > 0).OrderBy(row => row.Key)
                .SequenceEqual(trace.Checkpoint.Calls.Select(call => KeyValuePair.Create((uint)call.Key, call.Value)).OrderBy(row => row.Key)),
            "the checkpoint announces other calls than the rows make");
    }

    private uint NextLength()
    {
        IReadOnlyList<uint> lengths = trace.Checkpoint.Hints.Lengths;
        Require(_lengths < lengths.Count, "HINT_LEN without an answer in the log");
        return lengths[_lengths++];
    }

    private CallEffect CheckHint(InstructionRecord row)
    {
        Require(_steps < trace.HintSteps.Length, $"HINT_READ at {row.Timestamp} has no step");
        HintStepRecord step = trace.HintSteps[_steps++];
        Require(_elements < trace.Checkpoint.Hints.Elements.Count, "HINT_READ without an element in the log");
        ReadOnlySpan<byte> element = trace.Checkpoint.Hints.Elements[_elements].Span;
        uint total = (uint)((element.Length + 3L) / 4);
        Require(
            step.Timestamp == row.Timestamp && step.Destination == row.B && step.Length == row.C && step.Length == element.Length,
            $"the step of HINT_READ at {row.Timestamp} is of another call");
        Require(step.Destination % 4 == 0, $"HINT_READ at {row.Timestamp}: destination 0x{step.Destination:x}");
        Require(
            step.CursorBefore == _cursor && step.WordCount <= total - _cursor && step.IsFinal == (_cursor + step.WordCount == total),
            $"the step of HINT_READ at {row.Timestamp} does not go on where the last one ended");
        Require(row.Timestamp - step.CursorPreviousTimestamp <= 0x1_0000, $"the step of HINT_READ at {row.Timestamp} needs a refresh of the cursor");
        registers.Access(
            HintCursor, step.CursorBefore, step.IsFinal ? 0 : step.CursorBefore + step.WordCount, step.CursorPreviousTimestamp, row.Timestamp);
        for (uint i = 0; i < step.WordCount; i++)
        {
            Require(_writes < trace.HintWrites.Length, $"HINT_READ at {row.Timestamp} lacks words");
            HintWriteRecord write = trace.HintWrites[_writes++];
            uint address = step.Destination + (4 * (_cursor + i));
            Require(write.Address == address && write.Timestamp == row.Timestamp, $"hint word at 0x{write.Address:x}, expected at 0x{address:x}");
            Require(address is >= MemoryMap.Start and < MemoryMap.End, $"hint word at 0x{address:x}");
            Require(write.Word == WordAt(element, 4 * (int)(_cursor + i)), $"hint word at 0x{address:x} is not that of the input");
            memory.Access(address, write.PreviousWord, write.Word, write.PreviousTimestamp, write.Timestamp);
        }

        if (!step.IsFinal)
        {
            _cursor += step.WordCount;
            return CallEffect.Repeat;
        }

        _cursor = 0;
        _elements++;
        return CallEffect.Next;
    }

    private static uint WordAt(ReadOnlySpan<byte> element, int at)
    {
        uint word = 0;
        for (int i = 3; i >= 0; i--)
        {
            word = (word * 0x100) + (at + i < element.Length ? element[at + i] : 0u);
        }

        return word;
    }

    private void CheckPrecompile(InstructionRecord row, PrecompileShape shape)
    {
        int index = _precompileCalls.GetValueOrDefault(shape.Call);
        _precompileCalls[shape.Call] = index + 1;
        Require(trace.Precompiles.TryGetValue(shape.Call, out uint[][]? calls) && index < calls.Length, $"{shape.Call} at {row.Timestamp} has no record");
        uint[] record = calls[index];
        Require(record.Length == 3 + (3 * (shape.Read.Count + shape.Updated.Count)), $"{shape.Call} at {row.Timestamp}: {record.Length} words");
        Require(record[0] == row.Timestamp && record[1] == row.B && record[2] == row.C, $"the record of {shape.Call} at {row.Timestamp} is of another call");
        Require(!shape.SecondArgumentIsZero || row.C == 0, $"{shape.Call} at {row.Timestamp}: a1 is not 0");
        uint[] read = Accesses(record.AsSpan(3, 3 * shape.Read.Count), shape.Read, row, shape.Read.Count).Before;
        (uint[] before, uint[] after) = Accesses(record.AsSpan(3 + (3 * shape.Read.Count)), shape.Updated, row, 0);
        Require(
            after.AsSpan().SequenceEqual(PrecompileOracle.Compute(shape.Code, read, before, row.C)),
            $"{shape.Call} at {row.Timestamp}: another result is due");
    }

    /// <summary>One record per block: header, length, 34 words of data, 8 of the digest, number of the block.</summary>
    private void CheckKeccak256(InstructionRecord row)
    {
        const int BlockBytes = 136;
        const int LengthAt = 3;
        const int DataAt = LengthAt + 3;
        const int DigestAt = DataAt + (3 * 34);
        const int NumberAt = DigestAt + (3 * 8);
        SyscallCode code = SyscallCode.Keccak256;
        int first = _precompileCalls.GetValueOrDefault(code);
        Require(trace.Precompiles.TryGetValue(code, out uint[][]? records) && first < records.Length, $"KECCAK256 at {row.Timestamp} has no record");
        uint length = records[first][LengthAt];
        int blocks = (int)(length / BlockBytes) + 1;
        _precompileCalls[code] = first + blocks;
        Require(length <= 65_535 && first + blocks <= records.Length, $"KECCAK256 at {row.Timestamp} of {length} bytes lacks blocks");
        var data = new List<byte>();
        for (int block = 0; block < blocks; block++)
        {
            uint[] record = records[first + block];
            Require(record.Length == NumberAt + 1 && record[NumberAt] == block, $"KECCAK256 at {row.Timestamp}: block {block} is another one");
            Require(record[0] == row.Timestamp && record[1] == row.B && record[2] == row.C, $"block {block} of KECCAK256 at {row.Timestamp} is of another call");
            Require(record[LengthAt] == length && record[LengthAt + 1] == length, $"KECCAK256 at {row.Timestamp}: another length in block {block}");
            int words = Math.Clamp((int)((length + 3) / 4) - (34 * block), 0, 34);
            if (block == 0)
            {
                Accesses(record.AsSpan(LengthAt, 3), new Operand(AtQ: true, 0, 1, 0), row, 1);
            }
            else
            {
                Require(record[LengthAt + 2] == 0, $"KECCAK256 at {row.Timestamp}: block {block} reads the length again");
            }

            uint[] read = Accesses(record.AsSpan(DataAt, 3 * words), new Operand(AtQ: false, 34 * (uint)block, words, 0), row, words).Before;
            data.AddRange(MemoryMarshal.AsBytes<uint>(read));
            Require(record.AsSpan((DataAt + (3 * words))..DigestAt).IndexOfAnyExcept(0u) < 0, $"KECCAK256 at {row.Timestamp}: data behind the end");
            Require(
                block == blocks - 1 || record.AsSpan(DigestAt..NumberAt).IndexOfAnyExcept(0u) < 0,
                $"KECCAK256 at {row.Timestamp}: a digest in block {block} of {blocks}");
        }

        uint[] digest = Accesses(records[first + blocks - 1].AsSpan(DigestAt, 3 * 8), new Operand(AtQ: true, 1, 8, 1), row, 0).After;
        byte[] bytes = [.. data[..(int)length]];
        Require(
            MemoryMarshal.AsBytes<uint>(digest).SequenceEqual(HashOracle.Keccak256(bytes)), $"KECCAK256 at {row.Timestamp}: another digest is due");
    }

    /// <summary>Checks the accesses of one operand, of which the first <paramref name="unchanged"/> only read.</summary>
    private (uint[] Before, uint[] After) Accesses(ReadOnlySpan<uint> words, Operand operand, InstructionRecord row, int unchanged)
    {
        uint address = operand.Address(row.B, row.C);
        Require(
            address % 4 == 0 && (operand.Count == 0 || (address >= MemoryMap.Start && address + (4L * operand.Count) <= MemoryMap.End)),
            $"call at {row.Timestamp}: operand at 0x{address:x}");
        var before = new uint[operand.Count];
        var after = new uint[operand.Count];
        for (int i = 0; i < operand.Count; i++)
        {
            (before[i], after[i]) = (words[3 * i], words[(3 * i) + 1]);
            Require(i >= unchanged || before[i] == after[i], $"call at {row.Timestamp}: it changes a word that it only reads");
            memory.Access(address + (4 * (uint)i), before[i], after[i], words[(3 * i) + 2], row.Timestamp + operand.Slot);
        }

        return (before, after);
    }
}
