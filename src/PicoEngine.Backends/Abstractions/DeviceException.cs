// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Abstractions;

/// <summary>A device failed in the middle of a proof. The shard can be proved again elsewhere: nothing of it is lost but time.</summary>
public sealed class DeviceException : Exception
{
    /// <summary>A failure.</summary>
    /// <param name="device">The <see cref="IPrimitiveBackend.Name"/> of the backend.</param>
    /// <param name="fault">Why.</param>
    /// <param name="detail">What happened, in words.</param>
    /// <param name="phase">Where, if known.</param>
    /// <param name="needBytes">What was asked for, when memory ran out.</param>
    /// <param name="haveBytes">What there was.</param>
    /// <param name="inner">The cause, if it was an exception.</param>
    public DeviceException(
        string device, DeviceFault fault, string detail, ProverPhase? phase = null, long? needBytes = null, long? haveBytes = null, Exception? inner = null)
        : base($"{device}: {detail}", inner)
    {
        Device = device;
        Fault = fault;
        Phase = phase;
        NeedBytes = needBytes;
        HaveBytes = haveBytes;
    }

    /// <summary>The backend.</summary>
    public string Device { get; }

    /// <summary>Why it failed.</summary>
    public DeviceFault Fault { get; }

    /// <summary>The phase, or null.</summary>
    public ProverPhase? Phase { get; }

    /// <summary>Bytes that were asked for, or null.</summary>
    public long? NeedBytes { get; }

    /// <summary>Bytes that there were, or null.</summary>
    public long? HaveBytes { get; }
}
