// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Ilgpu.Kernels;

/// <summary>One pass of a transform, for <see cref="NttKernels"/>.</summary>
internal readonly struct NttPass(int logMessage, int logSize, int logStride, int logRows)
{
    /// <summary>Rows of a tile at most: with <see cref="MaximumLogColumns"/> it has 16 KiB, which every device has.</summary>
    public const int MaximumLogRows = 8;

    /// <summary>Neighbouring columns of a tile: 64 bytes of memory at a time.</summary>
    public const int MaximumLogColumns = 4;

    /// <summary>Bytes of a tile.</summary>
    public const int TileBytes = sizeof(uint) << (MaximumLogRows + MaximumLogColumns);

    /// <summary>Log of the words that the source has of each polynomial; those behind count as zero.</summary>
    public readonly int LogMessage = logMessage;

    /// <summary>Log of N.</summary>
    public readonly int LogSize = logSize;

    /// <summary>Log of S, the product of the rows of earlier passes.</summary>
    public readonly int LogStride = logStride;

    /// <summary>Log of the rows of this pass.</summary>
    public readonly int LogRows = logRows;

    /// <summary>Log of the columns of a tile.</summary>
    public readonly int LogColumns = Math.Min(MaximumLogColumns, logSize - logRows);

    /// <summary>Log of the tiles of a polynomial.</summary>
    public int LogTiles => LogSize - LogRows - LogColumns;

    /// <summary>The passes of a transform of size 2^logSize, with rows as equal as they can be: three for 2^17 to 2^24.</summary>
    public static NttPass[] Plan(int logMessage, int logSize)
    {
        var passes = new NttPass[Math.Max(1, (logSize + MaximumLogRows - 1) / MaximumLogRows)];
        for (var (i, logStride) = (0, 0); i < passes.Length; logStride += passes[i].LogRows, i++)
        {
            var left = passes.Length - i;
            passes[i] = new(i == 0 ? logMessage : logSize, logSize, logStride, (logSize - logStride + left - 1) / left);
        }

        return passes;
    }
}
