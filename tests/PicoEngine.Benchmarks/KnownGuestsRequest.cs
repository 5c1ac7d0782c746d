// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using PicoEngine.Cli.Inputs;

namespace PicoEngine.Benchmarks;

/// <summary>What <c>guests</c> is asked for.</summary>
/// <param name="Folder">Where the files lie.</param>
/// <param name="ProvenCycles">Runs of at most so many cycles are proved; 0 for none.</param>
/// <param name="Tables">Whether to show rows and cells of every table.</param>
/// <param name="Only">What the names of the files must contain.</param>
/// <param name="MemoryLimit">Bytes that proving may take, or null for what the machine has.</param>
internal sealed record KnownGuestsRequest(string Folder, ulong ProvenCycles, bool Tables, string Only, long? MemoryLimit)
{
    public const string Usage = "FOLDER [--prove CYCLES] [--tables] [--only TEXT] [--memory-limit SIZE]";

    /// <summary>Reads arguments; null where they do not fit.</summary>
    public static KnownGuestsRequest? Read(string[] arguments)
    {
        if (arguments.Length == 0 || !Directory.Exists(arguments[0]))
        {
            return null;
        }

        KnownGuestsRequest request = new(arguments[0], 0, false, "", null);
        for (int i = 1; i < arguments.Length; i++)
        {
            string? value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--tables":
                    request = request with { Tables = true };
                    continue;
                case "--prove" when ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong cycles):
                    request = request with { ProvenCycles = cycles };
                    break;
                case "--only" when value is not null:
                    request = request with { Only = value };
                    break;
                case "--memory-limit" when value is not null && ByteSize.TryParse(value, out long bytes):
                    request = request with { MemoryLimit = bytes };
                    break;
                default:
                    return null;
            }

            i++;
        }

        return request;
    }
}
