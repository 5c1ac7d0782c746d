// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Commands;
using PicoEngine.Cli.Inspection;
using PicoEngine.Proving;

namespace PicoEngine.Cli.Rendering;

/// <summary>A proof that was made and written, as it is shown.</summary>
/// <param name="Program">The program's file, without its folder.</param>
/// <param name="ProofFile">Where the proof is.</param>
/// <param name="Run">The proof.</param>
/// <param name="SetupDuration">Time that making the key took.</param>
internal sealed record ProofResult(string Program, string ProofFile, ProvenRun Run, TimeSpan SetupDuration)
{
    /// <summary>What the proof says of a block, where it is about one.</summary>
    public BlockStatement? Block { get; init; }

    /// <summary>What proved, where the command line could have chosen.</summary>
    public BackendChoice? Backend { get; init; }

    /// <summary>Wall-clock time of key and proof.</summary>
    public TimeSpan Duration => SetupDuration + Run.Duration;

    /// <summary>Seconds by phase, the key's included.</summary>
    public IReadOnlyDictionary<ProvingPhase, double> StageSeconds { get; } =
        Run.StageSeconds.Append(new(ProvingPhase.Setup, SetupDuration.TotalSeconds)).OrderBy(stage => stage.Key).ToDictionary();

    public double CyclesPerSecond => Duration > TimeSpan.Zero ? Run.Cycles / Duration.TotalSeconds : 0;
}
