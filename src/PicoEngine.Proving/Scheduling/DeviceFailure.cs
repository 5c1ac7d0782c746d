// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Proving.Scheduling;

/// <summary>Which exceptions are failures of a device, and what they are called in the table of errors.</summary>
internal static class DeviceFailure
{
    private static readonly ErrorCode[] Losses =
    [
        ErrorCatalog.GpuLost, ErrorCatalog.GpuFailed, ErrorCatalog.GpuMissing, ErrorCatalog.GpuUnsupported, ErrorCatalog.GpuDriverMissing, ErrorCatalog.GpuDriverTooOld,
        ErrorCatalog.OpenClMissing, ErrorCatalog.OpenClNoDevice, ErrorCatalog.OpenClUnsupported,
    ];

    /// <summary>What is wrong with the device that threw this, or null when it is no failure of a device.</summary>
    public static DeviceFault? Find(Exception exception) => exception switch
    {
        DeviceException failure => failure.Fault,
        PicoException { Error: var error } when error == ErrorCatalog.GpuOutOfMemory => DeviceFault.OutOfMemory,
        PicoException { Error: var error } when error == ErrorCatalog.GpuWrongResult => DeviceFault.WrongResult,
        PicoException { Error: var error } when Losses.Contains(error) => DeviceFault.Lost,
        _ => null,
    };

    /// <summary>The failure with its code, and what is known of device, phase and memory.</summary>
    /// <param name="exception">One that <see cref="Find"/> knows; any other counts as a wrong result.</param>
    /// <param name="device">The device, <c>cuda:0</c>.</param>
    /// <param name="outlook">What the failure means for the run, put behind what happened; null for nothing.</param>
    /// <param name="more">More named values.</param>
    public static PicoException ToPicoException(Exception exception, string device, string? outlook = null, params IEnumerable<KeyValuePair<string, object?>> more)
    {
        DeviceException? failure = exception as DeviceException;
        Dictionary<string, object?> values = exception is PicoException { Values: var known } ? new(known) : [];
        values["device"] = device;
        if (failure is not null)
        {
            values["phase"] = failure.Phase?.ToString();
            if (failure.Fault == DeviceFault.OutOfMemory)
            {
                (values["needBytes"], values["haveBytes"]) = (failure.NeedBytes, failure.HaveBytes);
            }
        }

        foreach ((string name, object? value) in more)
        {
            values[name] = value;
        }

        return new PicoException(CodeOf(exception), Describe(exception, device) + (outlook is null ? "" : $"; {outlook}"), values, exception);
    }

    /// <summary>What happened on a device, in words.</summary>
    public static string Describe(Exception exception, string device)
    {
        string text = exception is PicoException { Detail: var detail } ? detail : exception.Message;
        string named = text.StartsWith(device, StringComparison.Ordinal) ? text : $"{device}: {text}";
        return exception switch
        {
            DeviceException { Fault: DeviceFault.OutOfMemory, NeedBytes: { } need, HaveBytes: { } have } failure =>
                $"{named}: {(failure.Phase is { } phase ? $"{phase} " : "")}asked for {need} bytes more, {have} were free",
            DeviceException { Phase: { } phase } => $"{named} (in {phase})",
            _ => named,
        };
    }

    private static ErrorCode CodeOf(Exception exception) => exception switch
    {
        PicoException { Error: var error } => error,
        DeviceException { InnerException: PicoException { Error: var error } } => error,
        DeviceException { Fault: DeviceFault.OutOfMemory } => ErrorCatalog.GpuOutOfMemory,
        DeviceException { Fault: DeviceFault.Lost } => ErrorCatalog.GpuLost,
        _ => ErrorCatalog.GpuWrongResult,
    };
}
