// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Files;

/// <summary>The verdict on a proof file.</summary>
public enum VerificationOutcome
{
    /// <summary>Not verified.</summary>
    None = 0,

    /// <summary>The proof is right: the program of the key ran, halted with 0 and wrote the output.</summary>
    Valid,

    /// <summary>The bytes are no proof of this machine.</summary>
    Malformed,

    /// <summary>The proof is about another program than the caller asks for.</summary>
    OtherKey,

    /// <summary>The run commits something other than the output in the file.</summary>
    OtherOutput,

    /// <summary>The proof does not prove what it claims.</summary>
    Refused,
}
