// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields.Packed;
using PicoEngine.Primitives;

namespace PicoEngine.Backends.Cpu.Opening;

/// <summary>Runs a pass with the widest vectors of the machine, on several threads when it is long enough.</summary>
internal static class PackedRange
{
    // Below this many indices a thread costs more than it saves.
    private const int Grain = 4096;

    /// <summary>Runs a pass over 0 .. <paramref name="count"/> - 1.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="count">A power of two, or a multiple of 16.</param>
    /// <param name="degreeOfParallelism">How many threads may work.</param>
    /// <param name="width">What must be a multiple of the lanes, when it is not the count.</param>
    public static void Run(IPackedPass pass, int count, int degreeOfParallelism, int? width = null)
    {
        var lanes = width ?? count;
        var grain = width is null ? Grain : 1;
        if (PackedKoalaBear512.IsSupported && lanes % PackedKoalaBear512.Lanes == 0)
        {
            ParallelRange.Run(count, grain, degreeOfParallelism, pass.Run<PackedKoalaBear512>);
        }
        else if (PackedKoalaBear256.IsSupported && lanes % PackedKoalaBear256.Lanes == 0)
        {
            ParallelRange.Run(count, grain, degreeOfParallelism, pass.Run<PackedKoalaBear256>);
        }
        else
        {
            ParallelRange.Run(count, grain, degreeOfParallelism, pass.Run<PackedKoalaBear1>);
        }
    }
}
