// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Files;

/// <summary>Why bytes are no key or proof file.</summary>
/// <param name="Reason">The check that failed.</param>
/// <param name="Position">The byte where the part in question begins.</param>
/// <param name="Found">What the file says instead of what was expected, where it says anything: a version, a name, a number.</param>
public readonly record struct FileRejection(FileRejectionReason Reason, long Position, string Found = "")
{
    /// <summary>The reason and the place, for people.</summary>
    public override string ToString() => $"{Reason} at byte {Position}{(string.IsNullOrEmpty(Found) ? "" : $": {Found}")}";
}
