// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Rendering;

/// <summary>Values of <c>--progress</c>.</summary>
internal static class ProgressStyles
{
    public static ProgressStyle Choose(string value, bool interactive) => value switch
    {
        "auto" => interactive ? ProgressStyle.Terminal : ProgressStyle.Plain,
        "tty" => ProgressStyle.Terminal,
        "plain" => ProgressStyle.Plain,
        "json" => ProgressStyle.Json,
        _ => ProgressStyle.None,
    };
}
