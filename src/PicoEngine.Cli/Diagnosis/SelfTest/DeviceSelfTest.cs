// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu;
using PicoEngine.Cli.Benchmarks;
using PicoEngine.Cli.Devices;
using PicoEngine.Cli.Inputs;
using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;
using PicoEngine.Proving;
using PicoEngine.Proving.Devices;

namespace PicoEngine.Cli.Diagnosis.SelfTest;

/// <summary>Lets each device do what proofs are made of, and prove guests, and compares with what the processor gives: all words, all bytes.</summary>
internal sealed class DeviceSelfTest(DeviceSession devices, SelfTestPlan plan, Action<string> note, CancellationToken cancellation)
{
    // Shards of the smallest size that runs are cut for: the same on every device whatever its memory, so that proofs can be compared.
    private const int MainWidth = 1;

    private readonly Dictionary<string, (ProvenRun Run, double Seconds)> _expected = [];

    /// <summary>The findings, device after device; each test runs when its finding is asked for.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IEnumerable<Finding> Run() => devices.Selection.Devices.SelectMany(Test);

    private IEnumerable<Finding> Test(SelectedDevice device)
    {
        string id = device.Facts.Id;
        if (device.Facts.Kind != BackendKind.Cpu)
        {
            note($"{id}: permutations, transforms, trees");
            yield return Guard(device, "permutations, transforms and trees", () =>
            {
                using IProvingDevice opened = device.Provider.Open(device.Facts.Index);
                using IProverBackend backend = opened.CreateBackend(devices.Options.DegreeOfParallelism);
                using var processor = new CpuBackend(devices.Options.DegreeOfParallelism);
                return DevicePrimitives.FindDifference(backend, processor, plan.LogSize, cancellation) is { } difference
                    ? Differs(device, difference)
                    : Same(device, "permutations, transforms and trees are those of the processor");
            });
        }

        using PicoProver prover = PicoProver.Create(devices.Options with { Backend = devices.Only(device), MaximumMainWidth = MainWidth });
        foreach (string guest in plan.Guests)
        {
            cancellation.ThrowIfCancellationRequested();
            note($"{id}: proving {guest}");
            yield return Guard(device, $"proving {guest}", () => Prove(device, prover, guest));
        }
    }

    private Finding Prove(SelectedDevice device, PicoProver prover, string guest)
    {
        (ProvenRun run, double seconds) = Time(prover, guest);
        string shards = $"{Format.Count(run.Cycles)} cycles in {Format.Shards(run.Shards.Count)}, {Format.Count(run.ProofBytes.Length)} bytes";
        if (device.Facts.Kind == BackendKind.Cpu)
        {
            return Same(device, $"the proof of {guest} verifies: {shards}, {Format.Seconds(TimeSpan.FromSeconds(seconds))}");
        }

        if (!_expected.TryGetValue(guest, out (ProvenRun Run, double Seconds) expected))
        {
            note($"cpu: proving {guest}");
            using PicoProver processor = PicoProver.Create(devices.Options with { Backend = null, MaximumMainWidth = MainWidth });
            _expected.Add(guest, expected = Time(processor, guest));
        }

        // What fails is made again by the pool: it would hide a device that is wrong now and then.
        if (run.RetriedShards > 0)
        {
            return Wrong(device, $"{run.RetriedShards} shards of {guest} had to be made again: {string.Join(", ", run.Devices.Select(report => $"{report.Id} {report.State}"))}");
        }

        return run.ProofBytes.Span.SequenceEqual(expected.Run.ProofBytes.Span)
            ? Same(device, $"the proof of {guest} is the processor's: {shards}, {Format.Seconds(TimeSpan.FromSeconds(seconds))} against {Format.Seconds(TimeSpan.FromSeconds(expected.Seconds))}")
            : Differs(device, $"the proof of {guest}, which verifies,");
    }

    private (ProvenRun Run, double Seconds) Time(PicoProver prover, string guest)
    {
        using GuestProgram program = BuiltInGuests.Load(guest);
        GuestInput input = guest == ProofBenchmark.BuiltInGuest ? ProofBenchmark.InputFor(plan.FibonacciCycles) : GuestInput.Empty;
        long start = Stopwatch.GetTimestamp();
        ProvenRun run = prover.Prove(program, input, cancellation: cancellation);
        return (run, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static Finding Guard(SelectedDevice device, string what, Func<Finding> test)
    {
        try
        {
            return test();
        }
        catch (PicoException failure)
        {
            return new Finding(Name(device), FindingState.Failure, $"{device.Facts.Id}: {what} failed: {failure.Error.Id} {failure.Detail}", failure.Error.Remedy);
        }
        catch (DeviceException failure)
        {
            return new Finding(Name(device), FindingState.Failure, $"{device.Facts.Id}: {what} failed: {failure.Message}", ErrorCatalog.GpuLost.Remedy);
        }
    }

    private static Finding Same(SelectedDevice device, string what) => new(Name(device), FindingState.Ok, $"{device.Facts.Id}: {what}");

    private static Finding Differs(SelectedDevice device, string what) => Wrong(device, $"{what} is not as the processor makes it");

    private static Finding Wrong(SelectedDevice device, string what) => new(
        Name(device), FindingState.Failure, $"{device.Facts.Id}: {what}", "leave this device out (--devices), or prove with --backend cpu; report it with `pico doctor --json`");

    private static string Name(SelectedDevice device) => $"self-test-{device.Facts.Id}";
}
