// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Reflection;

namespace PicoEngine.Cli;

/// <summary>The version of the engine that this command is part of.</summary>
internal static class EngineVersion
{
    /// <summary>Semantic version, without the build's commit.</summary>
    public static string Text { get; } =
        typeof(EngineVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
