// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Contracts.Errors;
using PicoEngine.Proving.Devices;
using PicoEngine.Proving.Scheduling;
using PicoEngine.Stark.Prover;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Proving.Pipeline;

/// <summary>Proves one shard after the other on a backend, which it makes with its first shard and owns. One thread uses it.</summary>
internal sealed class ShardLane(ProvingKey key, DeviceUse use, int hostThreads, LaneClock clock) : IDisposable
{
    private IProverBackend? _backend;
    private ShardProver? _prover;
    private int? _shape;
    private bool _isOnDevice;

    /// <summary>Its device.</summary>
    public DeviceUse Use => use;

    /// <summary>Its clock.</summary>
    public LaneClock Clock => clock;

    /// <summary>Does a part of the work on the device.</summary>
    /// <param name="shape">The shape of the shard: backends keep what they once allocated, and that of two shapes together may exceed the memory limit.</param>
    /// <param name="work">The work.</param>
    public T OnDevice<T>(KeyedShape shape, Func<ShardProver, T> work)
    {
        _isOnDevice = true;
        _backend ??= use.Device.CreateBackend(hostThreads);
        _prover ??= new ShardProver(key, _backend) { Observer = clock };
        if (_shape != shape.Index)
        {
            _backend.ReleaseUnused();
            _shape = shape.Index;
        }

        T result = work(_prover);
        _isOnDevice = false;
        return result;
    }

    /// <summary>What an exception of this lane says about its device; null when it is no failure of a device.</summary>
    /// <remarks>
    /// Wrong words of a GPU can lead to any exception of what computes with them. One that is not a device's own counts as a wrong result if it came from
    /// work on a GPU; if it is a mistake of the engine, it comes again on the next device, and is told.
    /// </remarks>
    public DeviceFault? FaultOf(Exception exception)
    {
        bool wasOnDevice = _isOnDevice;
        _isOnDevice = false;
        if (use.Device.IsHost || ReferenceEquals(exception, clock.Interruption))
        {
            return null;
        }

        return DeviceFailure.Find(exception) ?? (wasOnDevice && MayComeOfWrongWords(exception) ? DeviceFault.WrongResult : null);
    }

    private static bool MayComeOfWrongWords(Exception exception) => exception is not (
        OperationCanceledException or ZeroFingerprintException or OutOfMemoryException or PicoException or TypeLoadException or NotSupportedException);

    /// <summary>Behind a failure: the next shard finds as much memory as there is.</summary>
    public void Recover() => _shape = null;

    /// <summary>Frees the buffers.</summary>
    public void Dispose()
    {
        try
        {
            _backend?.Dispose();
        }
        catch (Exception exception) when (use.Device.State != DeviceState.Ready && DeviceFailure.Find(exception) is not null)
        {
            // A device that is gone has nothing to give back.
        }
    }
}
