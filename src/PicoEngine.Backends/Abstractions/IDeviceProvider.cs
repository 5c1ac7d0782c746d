// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;

namespace PicoEngine.Backends.Abstractions;

/// <summary>The devices of one kind on this machine. Thread-safe. Opened devices are disposed before it.</summary>
public interface IDeviceProvider : IDisposable
{
    /// <summary>The kind.</summary>
    public BackendKind Kind { get; }

    /// <summary>The devices that there are, or why there are none. Does not throw: what is missing is part of the answer.</summary>
    public DeviceListing List();

    /// <summary>Begins to use a device.</summary>
    /// <param name="index">Its <see cref="DeviceFacts.Index"/>.</param>
    /// <exception cref="PicoException">There is no such device, it is not supported, or it refuses.</exception>
    public IProvingDevice Open(int index);
}
