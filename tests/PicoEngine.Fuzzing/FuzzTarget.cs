// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fuzzing.Targets;

namespace PicoEngine.Fuzzing;

/// <summary>What can be fuzzed. A target takes any bytes; an exception that escapes it is a finding.</summary>
internal static class FuzzTarget
{
    public static IReadOnlyDictionary<string, Action<byte[]>> ByName { get; } = new Dictionary<string, Action<byte[]>>
    {
        ["elf"] = ElfTarget.Run,
        ["proof"] = ProofTarget.Run,
        ["planted"] = PlantedTarget.Run,
    };
}
