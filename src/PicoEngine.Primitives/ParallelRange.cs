// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Primitives;

/// <summary>Cuts an index range into equal consecutive pieces, one per thread; the result never depends on how many there are.</summary>
public static class ParallelRange
{
    /// <summary>Calls <paramref name="body"/> (start, end) for pieces that cover [0, count); starts are multiples of <paramref name="grain"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The degree of parallelism is below one.</exception>
    public static void Run(int count, int grain, int degreeOfParallelism, Action<int, int> body)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        var grains = ((long)count + grain - 1) / grain;
        var pieces = (int)Math.Min(degreeOfParallelism, grains);
        if (pieces <= 1)
        {
            if (count > 0)
            {
                body(0, count);
            }

            return;
        }

        Parallel.For(0, pieces, new ParallelOptions { MaxDegreeOfParallelism = pieces }, piece =>
            body((int)(grains * piece / pieces * grain), (int)Math.Min(grains * (piece + 1) / pieces * grain, count)));
    }
}
