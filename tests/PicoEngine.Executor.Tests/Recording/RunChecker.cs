// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Recording;
using PicoEngine.Executor.Sharding;
using PicoEngine.RiscV.Elf;
using PicoEngine.RiscV.Events;
using Xunit;

namespace PicoEngine.Executor.Tests.Recording;

/// <summary>Replays all shards of a run, checks each by itself and that together they are one run of the program.</summary>
internal static class RunChecker
{
    /// <returns>All traces, for further questions.</returns>
    public static List<ShardTrace> AssertRun(GuestProgram program, ExecutionReport report)
    {
        var traces = new List<ShardTrace>();
        using var replayer = new ShardReplayer(program);
        ShardRecords? finished = null;
        foreach (ShardCheckpoint checkpoint in report.Shards)
        {
            finished = replayer.Replay(checkpoint, finished);
            var trace = new ShardTrace(finished);
            string? violation = RecordChecker.Check(program.Image, trace);
            Assert.True(violation is null, $"shard {checkpoint.Index}: {violation}");
            traces.Add(trace);
        }

        AssertConnected(program, report, traces);
        return traces;
    }

    private static void AssertConnected(GuestProgram program, ExecutionReport report, List<ShardTrace> traces)
    {
        Assert.NotEmpty(traces);
        Dictionary<uint, uint> memory = ImageWords(program);
        var state = new HartState(program.Image.Entry, new uint[32], 0, 0, 0, 0);
        ulong cycles = 0;
        var touched = new HashSet<uint>();
        for (int i = 0; i < traces.Count; i++)
        {
            ShardCheckpoint checkpoint = traces[i].Checkpoint;
            Assert.Equal(i + 1, checkpoint.Index);
            Assert.Equal(cycles, checkpoint.FirstCycle);
            Assert.Equal(i == traces.Count - 1, checkpoint.Halts);
            AssertSame(state, checkpoint.Start);
            foreach (BoundaryRecord boundary in traces[i].Memory)
            {
                uint before = memory.GetValueOrDefault(boundary.Address);
                Assert.True(before == boundary.ValueIn, $"shard {i + 1}: the word at 0x{boundary.Address:x} is 0x{before:x}, not 0x{boundary.ValueIn:x}");
                memory[boundary.Address] = boundary.ValueOut;
                touched.Add(boundary.Address);
            }

            state = checkpoint.End;
            cycles += checkpoint.Cycles;
        }

        Assert.Equal(report.Cycles, cycles);
        Assert.Equal(report.TouchedWords, touched.Count);
        Assert.Equal(0u, state.Pc);
        Assert.Equal(report.ExitCode, state.Registers[10]);
        foreach (var calls in traces.SelectMany(trace => trace.Checkpoint.Calls).GroupBy(call => call.Key))
        {
            Assert.Equal(report.Syscalls[calls.Key], (ulong)calls.Sum(call => call.Value));
        }
    }

    private static void AssertSame(HartState expected, HartState actual)
    {
        Assert.Equal(expected.Pc, actual.Pc);
        Assert.Equal(expected.Registers, actual.Registers);
        Assert.Equal(
            (expected.Sink, expected.HintCursor, expected.HintLengthCount, expected.HintElementCount),
            (actual.Sink, actual.HintCursor, actual.HintLengthCount, actual.HintElementCount));
    }

    private static Dictionary<uint, uint> ImageWords(GuestProgram program)
    {
        var words = new Dictionary<uint, uint>();
        foreach (ProgramSegment segment in program.Image.Segments)
        {
            for (int i = 0; i < segment.Words.Length; i++)
            {
                words[segment.Address + (4 * (uint)i)] = segment.Words.Span[i];
            }
        }

        return words;
    }
}
