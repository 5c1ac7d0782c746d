// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Ops;
using PicoEngine.Backends.Cuda.Profiling;
using PicoEngine.Fields;

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>What a GPU does at most: copies, reads, chains of instructions, launches; by its own events but for the round trip, which is the host's.</summary>
internal sealed class DeviceCeilings(CudaContext context, CudaStream stream, DeviceProfiler profiler, KernelSizes sizes)
{
    private const int WarmUps = 2;
    private const int Runs = 7;

    // Enough warps for every multiprocessor, some times over, and enough steps that a launch does not count.
    private const int ThreadsOfMultiprocessor = 16 * CeilingKernels.BlockSize;
    private const int Launches = 200;
    private const long LargestHostCopy = 1L << 26;

    /// <summary>Measures all; takes some seconds on a GPU of 2^28 words.</summary>
    public KernelCeilings Measure()
    {
        List<BenchmarkRow> figures = [];
        double bandwidth = MeasureMemory(figures);
        double products = MeasureArithmetic(figures);
        double permutations = MeasurePermutations(figures);
        MeasureLaunches(figures);
        MeasureHostCopies(figures);
        return new KernelCeilings(bandwidth, products, products / (KoalaBearExtension5.Degree * KoalaBearExtension5.Degree), permutations, figures);
    }

    /// <summary>The bandwidth of copies counts read and written bytes; the better of the driver's copy and our kernel's is the ceiling.</summary>
    private double MeasureMemory(List<BenchmarkRow> figures)
    {
        // A quarter of what is free, so that the ceiling of a small device is measured too.
        long words = Math.Min(1L << sizes.LogWords, context.MeasureMemory().Free / (4 * sizeof(uint))) / 4 * 4;
        long threads = (long)context.Device.MultiprocessorCount * ThreadsOfMultiprocessor;
        using CudaBuffer source = stream.Allocate(words), target = stream.Allocate(Math.Max(words, threads));
        source.Fill(stream, 0x2545F491, 0, words);
        double bytes = sizeof(uint) * (double)words;
        double driver = 2 * bytes / Median(DeviceWorkKind.OnDevice, () => source.CopyTo(stream, 0, target, 0, words));
        double kernel = 2 * bytes / Median(DeviceWorkKind.Kernel, () => CeilingKernels.Copy(stream, source, 0, target, 0, words));
        Add("copy on the device, by the driver", driver / 1e9, "GB/s");
        Add("copy on the device, by a kernel", kernel / 1e9, "GB/s");
        Add("read", bytes / Median(DeviceWorkKind.Kernel, () => CeilingKernels.Read(stream, source, 0, words, target, threads)) / 1e9, "GB/s");
        Add("fill", bytes / Median(DeviceWorkKind.Fill, () => target.Fill(stream, 1, 0, words)) / 1e9, "GB/s");
        return Math.Max(driver, kernel);

        void Add(string name, double value, string unit) => figures.Add(new BenchmarkRow(name, value, unit));
    }

    /// <summary>Instructions a second; those of a step of the field are not counted, only the step.</summary>
    private double MeasureArithmetic(List<BenchmarkRow> figures)
    {
        long threads = (long)context.Device.MultiprocessorCount * ThreadsOfMultiprocessor;
        int steps = sizes.LogWords >= 24 ? 1024 : 8;
        using CudaBuffer results = stream.Allocate(threads);
        double products = 0;
        foreach ((CeilingArithmetic arithmetic, string name, int instructions) in ((CeilingArithmetic, string, int)[])
                 [
                     (CeilingArithmetic.MultiplyAdd, "integer products (low half, with addition)", 1),
                     (CeilingArithmetic.MultiplyHigh, "integer products (high half)", 1),
                     (CeilingArithmetic.AddLogic, "additions and logic", 2),
                     (CeilingArithmetic.FieldSum, "field sums", 1),
                     (CeilingArithmetic.FieldProduct, "field products", 1),
                 ])
        {
            double seconds = Median(DeviceWorkKind.Kernel, () => CeilingKernels.Compute(stream, arithmetic, steps, results, threads));
            products = instructions * (double)threads * CeilingKernels.Chains * steps / seconds;
            figures.Add(new BenchmarkRow(name, products / 1e9, "G/s"));
        }

        return products;
    }

    /// <summary>States that stay in registers from one permutation to the next.</summary>
    private double MeasurePermutations(List<BenchmarkRow> figures)
    {
        const int Width = 24;
        long states = (long)context.Device.MultiprocessorCount * ThreadsOfMultiprocessor / 2;
        int iterations = sizes.LogWords >= 24 ? 16 : 1;
        using CudaBuffer words = stream.Allocate(Width * states);
        words.Fill(stream, 0x2545F491, 0, words.ElementCount);
        double seconds = Median(DeviceWorkKind.Kernel, () => CudaPoseidon2.Permute(stream, words, 0, Width, states, iterations));
        double permutations = (double)states * iterations / seconds;
        figures.Add(new BenchmarkRow("permutations of width 24", permutations / 1e6, "M/s"));
        return permutations;
    }

    /// <summary>Kernels that do nothing: how far apart the device starts them, and how long the host waits for one.</summary>
    private void MeasureLaunches(List<BenchmarkRow> figures)
    {
        using CudaEvent start = context.CreateEvent(), end = context.CreateEvent();

        // Without the profiler's events between them.
        profiler.Pause();
        try
        {
            CeilingKernels.Empty(stream);
            stream.Synchronize();
            start.Record(stream);
            for (int i = 0; i < Launches; i++)
            {
                CeilingKernels.Empty(stream);
            }

            end.Record(stream);
            end.Synchronize();
            figures.Add(new BenchmarkRow("launch behind launch", 1e6 * end.ElapsedSince(start).TotalSeconds / Launches, "us"));
            double best = double.MaxValue;
            for (int i = 0; i < Launches; i++)
            {
                long before = Stopwatch.GetTimestamp();
                CeilingKernels.Empty(stream);
                stream.Synchronize();
                best = Math.Min(best, Stopwatch.GetElapsedTime(before).TotalSeconds);
            }

            figures.Add(new BenchmarkRow("launch and wait, host's clock", 1e6 * best, "us"));
        }
        finally
        {
            profiler.Restart();
        }
    }

    private void MeasureHostCopies(List<BenchmarkRow> figures)
    {
        long words = Math.Min(1L << sizes.LogWords, LargestHostCopy);
        using CudaBuffer buffer = stream.Allocate(words);
        using PinnedMemory pinned = context.AllocatePinned(words * sizeof(uint));
        pinned.AsSpan<uint>(0, (int)words).Fill(7);
        uint[] pageable = new uint[words];
        pageable.AsSpan().Fill(9);
        Add("host to device, pinned", DeviceWorkKind.ToDevice, () => buffer.BeginWrite(stream, pinned, 0, 0, words));
        Add("host to device, pageable", DeviceWorkKind.ToDevice, () => buffer.Write<uint>(stream, pageable));
        Add("device to host, pinned", DeviceWorkKind.ToHost, () => buffer.BeginRead(stream, pinned, 0, 0, words));
        Add("device to host, pageable", DeviceWorkKind.ToHost, () => buffer.Read<uint>(stream, pageable));
        stream.Synchronize();

        void Add(string name, DeviceWorkKind kind, Action copy) =>
            figures.Add(new BenchmarkRow(name, sizeof(uint) * (double)words / Median(kind, copy) / 1e9, "GB/s"));
    }

    private double Median(DeviceWorkKind kind, Action work)
    {
        for (int i = 0; i < WarmUps; i++)
        {
            work();
        }

        double[] seconds = new double[Runs];
        for (int i = 0; i < Runs; i++)
        {
            stream.Synchronize();
            profiler.Restart();
            work();
            seconds[i] = profiler.Collect().Work.Where(item => item.Kind == kind).Sum(item => item.Seconds);
        }

        Array.Sort(seconds);
        return seconds[Runs / 2];
    }
}
