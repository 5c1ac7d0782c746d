// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Proving.Devices;

/// <summary>A device of a <see cref="DevicePool"/>: opened when it is first used, and not used any more when it was lost or computed something wrong. Thread-safe.</summary>
internal sealed class PooledDevice(SelectedDevice selected) : IDisposable
{
    private readonly Lock _gate = new();
    private IProvingDevice? _device;
    private long _freeBytes;

    /// <summary>What it is.</summary>
    public DeviceFacts Facts => selected.Facts;

    /// <summary>Whether it is the processor: what goes wrong there is no fault of a device.</summary>
    public bool IsHost => Facts.Kind == BackendKind.Cpu;

    /// <summary><see cref="DeviceState.Ready"/>, or why it is given nothing: for as long as the pool lives.</summary>
    public DeviceState State { get; private set; }

    /// <summary>Gives it nothing any more.</summary>
    public void Retire(DeviceState state)
    {
        lock (_gate)
        {
            // A device that computed something wrong may die later; the graver thing is told.
            State = State == DeviceState.Quarantined ? State : state;
        }
    }

    /// <summary>A backend on it; the caller's.</summary>
    /// <exception cref="PicoException">It cannot be opened, or refuses.</exception>
    public IProverBackend CreateBackend(int hostThreads) => Open().CreateBackend(hostThreads);

    /// <summary>Memory that was free before anything of this process was there. Measured once, so that the shards of all proofs of a prover have the same size.</summary>
    /// <exception cref="PicoException">It cannot be opened, or does not answer.</exception>
    public long FreeBytes()
    {
        Open();
        return _freeBytes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _device?.Dispose();
            _device = null;
        }
    }

    private IProvingDevice Open()
    {
        lock (_gate)
        {
            if (_device is null)
            {
                IProvingDevice device = selected.Provider.Open(Facts.Index);
                try
                {
                    _freeBytes = device.FreeBytes();
                }
                catch
                {
                    device.Dispose();
                    throw;
                }

                _device = device;
            }

            return _device;
        }
    }
}
