// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using PicoEngine.Backends.Abstractions;

namespace PicoEngine.Proving.Tests.Devices;

/// <summary>What goes wrong on a <see cref="FaultyDevice"/>: at which of its operations, counted from 1 over all of its backends.</summary>
internal sealed class FaultScript
{
    private readonly Lock _gate = new();

    /// <summary>The operation that fails; 0 for none.</summary>
    public int FailAt { get; init; }

    /// <summary>How it fails. A lost device fails at all later operations too.</summary>
    public DeviceFault Fault { get; init; } = DeviceFault.Lost;

    /// <summary>Fails so with any exception, once.</summary>
    public Func<Exception>? Throws { get; init; }

    /// <summary>The operation whose result is wrong; 0 for none.</summary>
    public int CorruptAt { get; init; }

    /// <summary>The first of the operations whose results are all wrong; 0 for none.</summary>
    public int CorruptFrom { get; init; }

    /// <summary>The operations that wrong results are limited to; null for all.</summary>
    public string? CorruptsOnly { get; init; }

    /// <summary>Is called before each operation, with its number.</summary>
    public Action<int>? OnStep { get; init; }

    /// <summary>Operations so far.</summary>
    public int Steps { get; private set; }

    /// <summary>Another operation.</summary>
    /// <returns>Whether its result is to be wrong.</returns>
    public bool Next(string device, ProverPhase phase, [CallerMemberName] string operation = "")
    {
        int step;
        lock (_gate)
        {
            step = ++Steps;
        }

        OnStep?.Invoke(step);
        if (step == FailAt && Throws is not null)
        {
            throw Throws();
        }

        if (FailAt > 0 && (step == FailAt || (step > FailAt && Fault == DeviceFault.Lost && Throws is null)))
        {
            throw new DeviceException(device, Fault, "scripted", phase, Fault == DeviceFault.OutOfMemory ? 4096 : null, Fault == DeviceFault.OutOfMemory ? 1024 : null);
        }

        return (step == CorruptAt || (CorruptFrom > 0 && step >= CorruptFrom)) && (CorruptsOnly ?? operation) == operation;
    }
}
