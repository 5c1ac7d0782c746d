// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Text;
using PicoEngine.Primitives.Poseidon2;

namespace PicoEngine.Backends.Cuda.Tests.Tables;

/// <summary>The tables that native code includes and that come from the C# definitions: constants of kernels, and vectors of the native tests.</summary>
internal static class NativeTables
{
    /// <summary>The command that writes them anew.</summary>
    public const string Command = "./build.sh bench native-tables";

    /// <summary>Every table: its path in the repository and its text.</summary>
    public static IReadOnlyDictionary<string, string> Write() => new Dictionary<string, string>
    {
        ["native/kernels/src/constants/poseidon2_width16.inc"] = Constants(Poseidon2Parameters.Width16),
        ["native/kernels/src/constants/poseidon2_width24.inc"] = Constants(Poseidon2Parameters.Width24),
        ["native/kernels/tests/vectors.inc"] = NativeVectors.Write(),
    };

    /// <summary>The first line of a table.</summary>
    internal static string Origin(string what) => $"// {what} Written by {Command}\n";

    /// <summary>Words in hexadecimal, eight in a line.</summary>
    internal static string Words(IEnumerable<uint> words)
    {
        StringBuilder text = new();
        foreach (var line in words.Chunk(8))
        {
            text.AppendJoin(", ", line.Select(word => "0x" + word.ToString("X8", CultureInfo.InvariantCulture))).Append(",\n");
        }

        return text.ToString();
    }

    private static string Constants(Poseidon2Parameters parameters) =>
        Origin($"Poseidon2 of width {parameters.Width} over KoalaBear (eprint 2023/323), Grain LFSR: round constants in order of use, Montgomery forms minus p.")
        + Words(parameters.RoundConstants.ToArray().Select(constant => unchecked(constant.ToMontgomery() - Fields.KoalaBear.Modulus)));
}
