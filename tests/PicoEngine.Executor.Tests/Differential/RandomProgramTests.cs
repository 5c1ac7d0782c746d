// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace PicoEngine.Executor.Tests.Differential;

/// <summary>Random programs on this machine and on QEMU: all registers and the memory that they touch must be equal.</summary>
public sealed class RandomProgramTests(ITestOutputHelper output)
{
    private const int FirstSeed = 20260731;
    private const int Programs = 10_000;
    private const int LongPrograms = 1_000_000;

    [Fact]
    public Task Execute_10000_random_programs_agrees_with_qemu() => CompareAsync(FirstSeed, Programs);

    [Fact]
    public Task Execute_1000000_random_programs_agrees_with_qemu()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PICO_TEST_LONG") == "1", "long run: ./build.sh test --long");
        return CompareAsync(FirstSeed + Programs, LongPrograms);
    }

    private async Task CompareAsync(int firstSeed, int programs)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "qemu-riscv32 runs on Linux only");
        int batches = programs / RandomBatch.ProgramCount;
        output.WriteLine($"seeds {firstSeed} to {firstSeed + batches - 1}, {RandomBatch.ProgramCount} programs each");
        long started = Stopwatch.GetTimestamp();
        ulong cycles = 0;
        long shards = 0;
        long blocks = 0;
        var failures = new ConcurrentBag<string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        await Parallel.ForAsync(0, batches, options, async (index, _) =>
        {
            var batch = new RandomBatch(firstSeed + index);
            byte[] expected = await QemuRiscV32.RunAsync(batch.Elf);
            using GuestProgram program = GuestProgram.Load(batch.Elf);
            ExecutionReport plain = Guest.Run(program, options: Guest.Plain);
            ExecutionReport metered = Guest.Run(program, options: Guest.SmallShards);
            if ((batch.Compare(expected, plain.PublicValues.Span) ?? batch.Compare(expected, metered.PublicValues.Span)) is { } difference)
            {
                failures.Add(difference);
            }

            if (plain.Cycles != metered.Cycles || plain.UnconstrainedCycles != metered.UnconstrainedCycles || !plain.InstructionCounts.SequenceEqual(metered.InstructionCounts))
            {
                failures.Add($"seed {batch.Seed}: plain and metered runs count differently");
            }

            Interlocked.Add(ref cycles, plain.Cycles);
            Interlocked.Add(ref shards, metered.Shards.Count);
            Interlocked.Add(ref blocks, metered.UnconstrainedBlocks);
        });

        output.WriteLine($"{programs} programs, {cycles} instructions, {blocks} unconstrained blocks, {shards} shards in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
        foreach (string failure in failures.Take(3))
        {
            output.WriteLine(failure);
        }

        Assert.True(failures.IsEmpty, $"{failures.Count} batches differ; the first of them stand in the output of this test");
        Assert.InRange(cycles / (ulong)programs, 400ul, 2000ul);
        Assert.True(shards > 3L * batches && blocks > batches);
    }
}
