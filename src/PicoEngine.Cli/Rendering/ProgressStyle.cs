// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Rendering;

/// <summary>How progress is shown.</summary>
internal enum ProgressStyle
{
    None,

    /// <summary>A line that changes.</summary>
    Terminal,

    /// <summary>A line now and then.</summary>
    Plain,

    /// <summary>One JSON object a line.</summary>
    Json,
}
