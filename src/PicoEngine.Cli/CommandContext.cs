// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Cli.Devices;
using PicoEngine.Cli.Diagnosis.SelfTest;
using PicoEngine.Cli.Inputs;

namespace PicoEngine.Cli;

/// <summary>The world as a command sees it, so that tests can stand in for the terminal.</summary>
public sealed record CommandContext
{
    /// <summary>The result of the command and nothing else.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>The guest's text, progress, warnings and errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Opens standard input; called once at most.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Whether <see cref="Error"/> is a terminal that can show changing progress.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Through which libraries GPUs are reached.</summary>
    internal NvidiaLibraries Nvidia { get; init; } = new();

    /// <summary>What lists and opens the devices of a kind, in place of <see cref="DeviceProviders"/>; null answers leave it to that.</summary>
    internal Func<BackendKind, IDeviceProvider?>? CreateProvider { get; init; }

    /// <summary>What <c>doctor --self-test</c> does.</summary>
    internal SelfTestPlan SelfTest { get; init; } = SelfTestPlan.Full;

    public CancellationToken Cancellation { get; init; }

    /// <summary>The streams of this process.</summary>
    public static CommandContext ForProcess(CancellationToken cancellation) => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        OpenInput = StandardInput.Open,
        IsInteractive = !Console.IsErrorRedirected,
        Cancellation = cancellation,
    };
}
