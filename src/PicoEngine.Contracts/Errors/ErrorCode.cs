// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Contracts.Errors;

/// <summary>The process exit codes of <c>pico</c>; the leading digits of every error code.</summary>
public enum ExitCode
{
    Ok = 0,
    Unexpected = 1,
    Usage = 2,
    GuestFailed = 3,
    ProofInvalid = 4,
    NoDevice = 5,
    OutOfMemory = 6,
    VersionMismatch = 7,
    Cancelled = 8,
    ServerUnreachable = 9,
    MalformedInput = 10,
    LimitReached = 11,
}

/// <summary>One row of the error table: a stable code, a stable name, what causes it and what to do about it.</summary>
/// <param name="Exit">The process exit code that this error ends with.</param>
/// <param name="Number">Three digits, unique within <paramref name="Exit"/>; never reused.</param>
/// <param name="Name">Kebab-case name, stable across versions.</param>
/// <param name="Cause">What went wrong, for a reader who has not seen the code.</param>
/// <param name="Remedy">What the reader can do.</param>
public sealed record ErrorCode(ExitCode Exit, int Number, string Name, string Cause, string Remedy)
{
    /// <summary><c>PICO-&lt;exit code&gt;&lt;three digits&gt;</c>, for example <c>PICO-10001</c>.</summary>
    public string Id => $"PICO-{(int)Exit}{Number:D3}";

    public override string ToString() => $"{Id} {Name}";
}
