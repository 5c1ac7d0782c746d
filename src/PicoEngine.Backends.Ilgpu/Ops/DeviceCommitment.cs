// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu.Commitments;
using PicoEngine.Backends.Ilgpu.Devices;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Backends.Ilgpu.Ops;

/// <summary>Commits to stacked columns on a device: transforms, leaves and trees. The group that comes of it is the processor's.</summary>
internal static class DeviceCommitment
{
    /// <inheritdoc cref="CommitColumns"/>
    /// <param name="accelerator">The device.</param>
    /// <exception cref="DeviceException">The device failed, or has no room for all codewords and digests at once.</exception>
    public static CpuCommittedGroup Commit(
        IlgpuAccelerator accelerator, SystemParameters parameters, int group, ElementBuffer columns, CodewordStorage storage, ElementBufferPool pool)
    {
        var layout = CpuCommittedGroup.RequireShape(parameters, group, columns.Length);
        var logHeight = parameters.LogStackedHeight;
        var used = CpuCommittedGroup.CountUsed(columns.Span, logHeight);
        using var turn = accelerator.Enter(ProverPhase.Commit);
        using var codewords = accelerator.Allocate((long)layout.Width << layout.LogHeight);
        if (used < layout.Width)
        {
            // The codewords of columns that are not used are zero.
            accelerator.Clear(codewords);
        }

        if (used > 0)
        {
            ColumnEncoder.Encode(accelerator, columns.Span[..(used << logHeight)], logHeight, codewords.View, layout.LogHeight, used);
        }

        var tree = TreeBuilder.Build(accelerator, codewords.View, layout, parameters.LogCapSize);
        if (storage == CodewordStorage.Recompute)
        {
            return new(pool, columns, logHeight, used, tree, null);
        }

        var kept = pool.Rent((long)layout.Width << layout.LogHeight);
        try
        {
            accelerator.Read(codewords.View, kept.Span);
            return new(pool, columns, logHeight, used, tree, kept);
        }
        catch
        {
            kept.Dispose();
            throw;
        }
    }
}
