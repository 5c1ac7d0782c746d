// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Reflection;

namespace PicoEngine.Cli;

/// <summary>The version of the engine that this command is part of.</summary>
internal static class EngineVersion
{
    /// <summary>Semantic version, without the build's commit.</summary>
    public static string Text { get; } = Parts()[0];

    /// <summary>The commit that was built, or null where the build knew of none. Changes that were not committed do not show.</summary>
    public static string? Commit { get; } = Parts() is [_, var commit] ? commit : null;

    private static string[] Parts() => typeof(EngineVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+');
}
