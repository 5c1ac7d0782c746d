// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Backends.Programs;

namespace PicoEngine.Backends.Cuda.Zerocheck;

/// <summary>The sections of all tables that a shard has, on the device.</summary>
internal sealed class DeviceProgram : IDisposable
{
    /// <param name="queue">Where work on it is queued.</param>
    /// <param name="sections">The sections.</param>
    /// <param name="shape">For which rounds they were cut.</param>
    public DeviceProgram(CudaQueue queue, ZerocheckSection[] sections, SectionShape shape)
    {
        Sections = sections;
        Classes = SectionClass.Of(Sections);
        ProgramImage image = new(Sections, shape);
        Layout = image.Layout;
        Buffer = queue.Upload<uint>(image.Words);
    }

    /// <summary>Cuts the terms of tables into sections.</summary>
    /// <param name="terms">The terms of the tables that have rows.</param>
    /// <param name="shape">For which rounds.</param>
    /// <exception cref="InvalidOperationException">Some part of a table does not fit into a block's shared memory.</exception>
    public static ZerocheckSection[] Cut(IEnumerable<TableTerms> terms, SectionShape shape) =>
        [.. terms.AsParallel().AsOrdered().SelectMany(table => SectionBuilder.Build(table, shape))];

    /// <summary>All sections.</summary>
    public ZerocheckSection[] Sections { get; }

    /// <summary>The sections by size.</summary>
    public SectionClass[] Classes { get; }

    /// <summary>Where arrays begin in the buffer.</summary>
    public NativeZerocheckProgram Layout { get; }

    /// <summary>The arrays.</summary>
    public CudaBuffer Buffer { get; }

    public void Dispose() => Buffer.Dispose();
}
