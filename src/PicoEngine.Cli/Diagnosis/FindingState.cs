// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Diagnosis;

/// <summary>How a finding of <c>doctor</c> is meant.</summary>
internal enum FindingState
{
    Ok,

    /// <summary>Nothing to be done; it decides nothing.</summary>
    Information,

    /// <summary>It works, but slower, or something optional does not.</summary>
    Warning,

    /// <summary>A device that cannot be used; the engine works without it.</summary>
    Unusable,

    /// <summary>The engine does not work here.</summary>
    Failure,
}
