// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Architecture.Tests.Projects;

/// <summary>
/// Who may reference whom: each project's row, in data-flow order. A row is closed transitively: what a named project may
/// reference, its user may too. <c>Contracts</c> (error codes) is a leaf that every project may reference.
/// </summary>
internal static class ReferenceRules
{
    public const string Leaf = "Contracts";

    private const string Prefix = "PicoEngine.";

    /// <summary>Projects without native code, I/O, clock or environment; held to it by BannedApiAnalyzers.</summary>
    public static readonly IReadOnlyList<string> Pure =
        ["Fields", "Primitives", "Protocol", "RiscV", "Air", "Chips", "Verifier"];

    public static readonly IReadOnlyDictionary<string, string[]> Rows = new Dictionary<string, string[]>
    {
        [Leaf] = [],
        ["Fields"] = [],
        ["Primitives"] = ["Fields"],
        ["Protocol"] = ["Fields", "Primitives"],
        ["RiscV"] = ["Fields"],
        ["Executor"] = ["Primitives", "RiscV"],
        ["Air"] = ["Fields"],
        ["Chips"] = ["Fields", "Primitives", "RiscV", "Air"],
        // What backends take and give has the shapes of the proof's parts: parameter sets are Protocol's, challenges, points, openings and messages the
        // Verifier's. A second set of the same records would have to be kept equal to it.
        ["Backends"] = ["Fields", "Primitives", "Air", "Protocol", "Verifier"],
        ["Backends.Cuda"] = ["Backends"],
        ["Backends.Ilgpu"] = ["Backends"],
        ["Stark"] = ["Protocol", "Air", "Chips", "Backends", "Verifier"],
        ["Verifier"] = ["Fields", "Primitives", "Protocol", "Air", "Chips"],
        ["Verifier.Tool"] = ["Verifier"],
        ["Recursion"] = ["Protocol", "Air", "Chips", "Verifier"],
        ["Proving"] = ["Protocol", "RiscV", "Executor", "Backends", "Stark", "Recursion", "Verifier"],
        ["Ethereum"] = ["RiscV", "Executor", "Proving"],
        ["Service"] = ["Proving", "Verifier", "Backends.Cuda", "Backends.Ilgpu"],
        ["Cli"] = ["Proving", "Verifier", "Ethereum", "Service", "Backends.Cuda"],
    };

    public static string ShortName(string project) => project[Prefix.Length..];

    public static string FullName(string row) => Prefix + row;

    /// <summary>Every row reachable from <paramref name="row"/>, with the leaf, without itself.</summary>
    public static IReadOnlySet<string> Allowed(string row)
    {
        HashSet<string> reached = [Leaf];
        Stack<string> open = new(Rows[row]);
        while (open.TryPop(out string? next))
        {
            if (reached.Add(next))
            {
                foreach (string further in Rows[next])
                {
                    open.Push(further);
                }
            }
        }

        reached.Remove(row);
        return reached;
    }
}
