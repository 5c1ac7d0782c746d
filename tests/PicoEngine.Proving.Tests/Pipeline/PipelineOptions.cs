// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Proving.Pipeline;

namespace PicoEngine.Proving.Tests.Pipeline;

/// <summary>How a <see cref="ToyRun"/> is proved.</summary>
internal sealed record PipelineOptions
{
    public string? Directory { get; init; }

    public Action<string>? Warn { get; init; }

    public IProgress<ProofProgress>? Progress { get; init; }

    public RunIdentity? Identity { get; init; }

    public bool SelfCheck { get; init; } = true;

    public int MaximumInFlight { get; init; } = int.MaxValue;
}
