// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using PicoEngine.Contracts.Errors;
using PicoEngine.RiscV.Elf;
using Xunit;

namespace PicoEngine.RiscV.Tests.Elf;

/// <summary>Mutants of small programs load as what a program image promises to be, or are refused with a typed error.</summary>
public sealed class ElfMutationTests(ITestOutputHelper output)
{
    private const int Mutants = 50_000;
    private const long MostBytes = 4 << 20;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Load_of_a_mutant_gives_a_sound_image_or_a_typed_error(int seed)
    {
        var mutator = new ElfMutator([.. ElfFuzzSeeds.All.Values, SampleElf.Build(), ElfFuzzSeeds.Guest], new Random(seed));
        var outcomes = new SortedDictionary<string, int>();
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < Mutants; i++)
        {
            byte[] file = mutator.Next();
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            string outcome = Outcome(file, $"seed {seed}, mutant {i}");
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            Assert.True(allocated < MostBytes, $"seed {seed}, mutant {i}: {allocated} bytes");
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        output.WriteLine($"{Stopwatch.GetElapsedTime(started).TotalSeconds:f1} s: {string.Join(", ", outcomes.Select(outcome => $"{outcome.Key} {outcome.Value}"))}");

        // Every error of the loader and the loaded program must be common among mutants, or they test nothing.
        Assert.Equal(["elf-entry-invalid", "elf-malformed", "elf-segment-invalid", "elf-undecodable-instruction", "elf-unsupported", "loaded"], outcomes.Keys);
        Assert.All(outcomes, outcome => Assert.True(outcome.Value >= Mutants / 200, $"{outcome.Key}: {outcome.Value}"));
    }

    private static string Outcome(byte[] file, string mutant)
    {
        ProgramImage image;
        try
        {
            image = ElfLoader.Load(file);
        }
        catch (PicoException exception)
        {
            return exception.Error.Name;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{mutant}: {Convert.ToBase64String(file)}", exception);
        }

        Assert.True(IsSound(image, file), $"{mutant}: {Convert.ToBase64String(file)}");
        return "loaded";
    }

    /// <summary>What ProgramImage and the ABI promise, checked anew.</summary>
    private static bool IsSound(ProgramImage image, byte[] file)
    {
        ulong end = MemoryMap.Start;
        foreach (ProgramSegment segment in image.Segments)
        {
            bool writable = segment.Access.HasFlag(SegmentAccess.Write);
            bool executable = segment.Access.HasFlag(SegmentAccess.Execute);
            bool text = segment.Address >= image.TextBase && segment.End <= image.TextEnd;
            if (segment.Address % 4 != 0 || segment.Address < end || segment.MemorySize == 0 || (writable && executable) || executable != text
                || segment.Address + (ulong)segment.MemorySize > MemoryMap.End || (ulong)segment.Words.Length > (segment.MemorySize + 3ul) / 4)
            {
                return false;
            }

            end = segment.Address + (ulong)segment.MemorySize;
        }

        return image.Entry % 4 == 0 && image.Entry >= image.TextBase && image.Entry < image.TextEnd && 4 * image.ImageWords <= file.Length + 4 * image.Segments.Count;
    }
}
