// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Inspection;
using PicoEngine.Proving;
using PicoEngine.Proving.Devices;

namespace PicoEngine.Cli.Rendering;

/// <summary>A proof that was made and written, as it is shown.</summary>
/// <param name="Program">The program's file, without its folder.</param>
/// <param name="ProofFile">Where the proof is.</param>
/// <param name="Run">The proof.</param>
/// <param name="SetupDuration">Time that making the key took.</param>
/// <param name="Backend">The devices that it was to be made on, and why these.</param>
internal sealed record ProofResult(string Program, string ProofFile, ProvenRun Run, TimeSpan SetupDuration, BackendSelection Backend)
{
    /// <summary>What the proof says of a block, where it is about one.</summary>
    public BlockStatement? Block { get; init; }

    /// <summary>Wall-clock time of key and proof.</summary>
    public TimeSpan Duration => SetupDuration + Run.Duration;

    /// <summary>Seconds by phase, the key's included.</summary>
    public IReadOnlyDictionary<ProvingPhase, double> StageSeconds { get; } =
        Run.StageSeconds.Append(new(ProvingPhase.Setup, SetupDuration.TotalSeconds)).OrderBy(stage => stage.Key).ToDictionary();

    public double CyclesPerSecond => Duration > TimeSpan.Zero ? Run.Cycles / Duration.TotalSeconds : 0;
}
