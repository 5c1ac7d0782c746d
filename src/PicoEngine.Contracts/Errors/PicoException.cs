// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Contracts.Errors;

/// <summary>
/// Every failure that a user can cause or meet: a row of <see cref="ErrorCatalog"/>, the particulars in words, and named
/// values (place, sizes, limits) that machines read.
/// </summary>
public sealed class PicoException : Exception
{
    public PicoException(ErrorCode error, string detail, IReadOnlyDictionary<string, object?>? data = null, Exception? inner = null)
        : base($"{error}: {detail}", inner)
    {
        Error = error;
        Detail = detail;
        Values = data ?? new Dictionary<string, object?>();
    }

    public ErrorCode Error { get; }

    /// <summary>What happened this time, with the offending value and the place, without code and remedy.</summary>
    public string Detail { get; }

    /// <summary>Named particulars, for example <c>pc</c>, <c>symbol</c>, <c>cycle</c>; written to JSON as they are.</summary>
    public IReadOnlyDictionary<string, object?> Values { get; }
}
