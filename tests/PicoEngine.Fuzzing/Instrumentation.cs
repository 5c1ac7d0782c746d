// SPDX-License-Identifier: MIT OR Apache-2.0

using SharpFuzz;

namespace PicoEngine.Fuzzing;

/// <summary>
/// Adds afl-fuzz's edge counters to the assemblies under test, in place, so it is for a copy of this program's folder. What
/// the sharpfuzz command line tool does, from the same package that runs the targets: one version to keep.
/// </summary>
internal static class Instrumentation
{
    private const string Prefix = "PicoEngine.";

    // Of this program only the targets: its other code runs before the counters' map is there.
    private const string Targets = "PicoEngine.Fuzzing.Targets.";

    /// <returns>One line per assembly.</returns>
    public static IEnumerable<string> Apply(string folder)
    {
        string program = typeof(Instrumentation).Assembly.GetName().Name!;
        foreach (string path in Directory.GetFiles(folder, Prefix + "*.dll").Order(StringComparer.Ordinal))
        {
            bool own = Path.GetFileNameWithoutExtension(path) == program;
            int types = Fuzzer.Instrument(path, name => !own || name.StartsWith(Targets, StringComparison.Ordinal), Options.Value).Count();
            yield return $"{Path.GetFileName(path)}: {types} types";
        }
    }
}
