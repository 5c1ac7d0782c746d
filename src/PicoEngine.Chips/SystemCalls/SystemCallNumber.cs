// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Chips.SystemCalls;

/// <summary>Codes of the system calls that <see cref="SystemCallTable"/> itself carries out (guest ABI, "Complete syscall table"); all others are precompiles.</summary>
internal static class SystemCallNumber
{
    public const int Halt = 0x00;
    public const int Write = 0x02;
    public const int EnterUnconstrained = 0x03;
    public const int Commit = 0x10;
    public const int CommitDeferredProofs = 0x1a;
    public const int VerifyPicoProof = 0x1b;
    public const int HintLength = 0xf0;
    public const int HintRead = 0xf1;

    /// <summary>Whether a code is one of these.</summary>
    public static bool IsBuiltIn(uint code) => code is Halt or Write or EnterUnconstrained or Commit or CommitDeferredProofs or VerifyPicoProof or HintLength or HintRead;
}
