// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Proving;

namespace PicoEngine.Cli.Rendering;

/// <summary>Names of the phases of a proof: in JSON, and in text and traces.</summary>
internal static class PhaseNames
{
    /// <summary>camelCase, as all members of JSON are.</summary>
    public static string InJson(ProvingPhase phase) => JsonNamingPolicy.CamelCase.ConvertName(phase.ToString());

    /// <summary>Words.</summary>
    public static string InText(ProvingPhase phase) => phase switch
    {
        ProvingPhase.BoundaryCommit => "boundary commit",
        ProvingPhase.LogUp => "lookups",
        ProvingPhase.Zerocheck => "constraints",
        _ => phase.ToString().ToLowerInvariant(),
    };

    /// <inheritdoc cref="InJson(ProvingPhase)"/>
    public static string InJson(ProverPhase phase) => InJson(Of(phase));

    /// <inheritdoc cref="InText(ProvingPhase)"/>
    public static string InText(ProverPhase phase) => InText(Of(phase));

    /// <summary>The member <c>stageSeconds</c>.</summary>
    public static void WriteSeconds(Utf8JsonWriter writer, IReadOnlyDictionary<ProvingPhase, double> seconds)
    {
        writer.WriteStartObject("stageSeconds");
        foreach ((ProvingPhase phase, double time) in seconds)
        {
            writer.WriteNumber(InJson(phase), time);
        }

        writer.WriteEndObject();
    }

    /// <summary>The phases on one line, in the order of the work.</summary>
    public static string Line(IReadOnlyDictionary<ProvingPhase, double> seconds) =>
        string.Join(", ", seconds.Select(stage => $"{InText(stage.Key)} {Format.Seconds(TimeSpan.FromSeconds(stage.Value))}"));

    private static ProvingPhase Of(ProverPhase phase) => phase switch
    {
        ProverPhase.Commit => ProvingPhase.Commit,
        ProverPhase.LogUp => ProvingPhase.LogUp,
        ProverPhase.Zerocheck => ProvingPhase.Zerocheck,
        _ => ProvingPhase.Open,
    };
}
