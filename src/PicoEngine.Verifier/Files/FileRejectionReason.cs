// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Files;

/// <summary>Why bytes are no key or proof file, in the order of the parts of a file.</summary>
public enum FileRejectionReason
{
    /// <summary>The file ends too early: it was cut, or a length in it is wrong.</summary>
    Truncated,

    /// <summary>The file does not begin as one of its kind does.</summary>
    Magic,

    /// <summary>The file has another format version.</summary>
    FormatVersion,

    /// <summary>A name in the file is empty, too long or not printable ASCII.</summary>
    Name,

    /// <summary>The key is for another machine, or another version of it.</summary>
    MachineId,

    /// <summary>The key is for another parameter set.</summary>
    ParameterSet,

    /// <summary>The key is for a machine of the same name that is not the same.</summary>
    MachineDigest,

    /// <summary>A word is p or more.</summary>
    NonCanonicalWord,

    /// <summary>No program of the machine has these preprocessed heights and this statement.</summary>
    Key,

    /// <summary>The number of shards is zero or above the parameter set's.</summary>
    ShardCount,

    /// <summary>The key has no shape of this number.</summary>
    Shape,

    /// <summary>The annotation is longer than a file may have one.</summary>
    Annotation,

    /// <summary>There are bytes behind the last part.</summary>
    TrailingBytes,
}
