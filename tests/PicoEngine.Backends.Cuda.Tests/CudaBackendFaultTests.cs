// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Tests.Simulation;
using PicoEngine.Backends.Tests;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Fields;
using PicoEngine.Protocol.Parameters;
using Xunit;

namespace PicoEngine.Backends.Cuda.Tests;

/// <summary>Devices that fail in the middle of commitments and openings: one typed exception, and nothing stays behind.</summary>
[Collection(SimulatedDriverTests.Name)]
public sealed class CudaBackendFaultTests : IDisposable
{
    private const int OutOfMemory = 2;

    private static readonly SystemParameters Parameters =
        InsecureOpeningParameters.Create(6, 3, 1, [2, 3, 5], [1, 2, 3], [1, 2, 2], [5, 4, 3], outOfDomain: 1);

    private readonly SimulatedDriver _driver = SimulatedDriver.Start();
    private readonly DeviceInventory _inventory = DeviceInventory.Open(SimulatedDriver.Path);

    public void Dispose() => _inventory.Dispose();

    [Fact]
    public void Open_without_memory_says_what_it_needs_at_every_allocation_and_leaves_nothing()
    {
        var failures = 0;
        for (var nth = 1; Fails("cuMemAllocAsync", nth, OutOfMemory) is { } failure; nth++, failures++)
        {
            Assert.Equal(("cuda:0", DeviceFault.OutOfMemory), (failure.Device, failure.Fault));
            Assert.NotNull(failure.Phase);
            Assert.InRange(failure.NeedBytes!.Value, 4, 1 << 20);
            Assert.InRange(failure.HaveBytes!.Value, 1 << 29, 1 << 30);
        }

        // Columns, codewords and digests of three groups, and some dozens of vectors, sums and answers.
        Assert.InRange(failures, 40, 200);
    }

    [Theory]
    [InlineData(719)] // CUDA_ERROR_LAUNCH_FAILED
    [InlineData(999)] // CUDA_ERROR_UNKNOWN
    public void Open_on_a_device_that_dies_throws_that_it_is_lost(int result)
    {
        for (var nth = 1; nth <= 40; nth += 13)
        {
            var failure = Fails("cuLaunchKernel", nth, result);
            Assert.Equal(DeviceFault.Lost, failure!.Fault);
            Assert.NotNull(failure.Phase);
        }
    }

    [Fact]
    public void Groups_outlive_their_backend_and_are_read_by_others_of_the_device()
    {
        using var context = _inventory.CreateContext();
        using CudaBackend second = new(context);
        using var group = CommitWithFirst(context);
        var own = second.Commitments.Open(group, [3]);
        using CpuBackend cpu = new();
        using var expected = cpu.Commitments.Commit(Parameters, ColumnGroup.Main, Cells(ColumnGroup.Main), CodewordStorage.Keep);
        Assert.Equal(cpu.Commitments.Open(expected, [3])[0].Leaf, own[0].Leaf);
        Assert.Throws<ArgumentException>(() => cpu.Commitments.Open(group, [3]));
        Assert.Throws<ArgumentException>(() => second.Commitments.Open(expected, [3]));

        static ICommittedGroup CommitWithFirst(CudaContext context)
        {
            using CudaBackend first = new(context);
            return first.Commitments.Commit(Parameters, ColumnGroup.Main, Cells(ColumnGroup.Main), CodewordStorage.Keep);
        }
    }

    /// <summary>The failure of a whole opening whose nth call of a driver function fails; null if there is no such call.</summary>
    private DeviceException? Fails(string function, int nth, int result)
    {
        _driver.Reset();
        var before = _driver.LiveCount();
        DeviceException? failure = null;
        using (var context = _inventory.CreateContext())
        using (CudaBackend backend = new(context))
        {
            _driver.Fail(function, nth, result);
            try
            {
                Open(backend);
            }
            catch (DeviceException caught)
            {
                failure = caught;
            }
        }

        _driver.Reset();
        Assert.Equal(before, _driver.LiveCount());
        return failure;
    }

    private static void Open(CudaBackend backend)
    {
        List<ICommittedGroup> groups = [];
        try
        {
            foreach (var kind in Enum.GetValues<ColumnGroup>())
            {
                groups.Add(backend.Commitments.Commit(Parameters, kind, Cells(kind), kind == ColumnGroup.Main ? CodewordStorage.Recompute : CodewordStorage.Keep));
            }

            var point = InsecureOpeningParameters.RandomPoint(Parameters, 1);
            using (var index = backend.Opening.BeginIndex(Parameters, groups, point, ExtensionSamples.Elements(1 << Parameters.IndexVariables, 2)))
            {
                index.NextMessage();
                index.Bind(KoalaBearExtension5.One);
                index.NextMessage();
                index.EvaluateColumns(point.Row);
            }

            using var session = backend.Opening.Begin(Parameters, groups, ExtensionSamples.Elements(Parameters.BatchingVariables, 3));
            session.SetPoint(point);
            session.NextMessage();
            session.Bind(KoalaBearExtension5.One, AfterFold.Weights);
            session.Encode(1);
            session.CommitCodeword();
            session.Evaluate(point.Row);
            backend.Commitments.Open(groups[2], [1, 2]);
            session.AddAnswers(0, KoalaBearExtension5.One, point.Row, [1, 1, 2]);
            session.OpenCodeword(1, [0]);
        }
        finally
        {
            groups.ForEach(group => group.Dispose());
        }
    }

    private static KoalaBear[] Cells(ColumnGroup kind)
    {
        var cells = new KoalaBear[Parameters.StackedWidths[(int)kind] << Parameters.LogStackedHeight];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = KoalaBear.FromCanonical((uint)(i + 1));
        }

        return cells;
    }
}
