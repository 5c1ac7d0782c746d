// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Verifier.Files;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Cli.Inputs;

/// <summary>Reads proofs and keys under whichever of this version's parameter sets they name.</summary>
internal static class KnownFiles
{
    private static readonly SecurityLevel[] Levels = [SecurityLevel.Bits128, SecurityLevel.Bits100];

    /// <summary>Tries each level in turn while files are refused for their parameter set alone, and gives the last answer.</summary>
    /// <param name="attempt">Reads the file under a machine and says why it is refused, or null.</param>
    public static FileRejection? Read(Func<MachineFamily, FileRejection?> attempt)
    {
        FileRejection? refused = null;
        foreach (SecurityLevel level in Levels)
        {
            FileRejection? rejection = attempt(RiscVFamily.At(level));
            if (rejection is not { Reason: FileRejectionReason.ParameterSet })
            {
                return rejection;
            }

            refused ??= rejection;
        }

        return refused;
    }

    /// <summary>Reads a key file.</summary>
    public static FileRejection? ReadKey(ReadOnlyMemory<byte> file, out VerifyingKey? key)
    {
        VerifyingKey? found = null;
        FileRejection? rejection = Read(family => KeyFile.Read(family, file, out found));
        key = found;
        return rejection;
    }

    /// <summary>Reads a proof file without verifying anything.</summary>
    public static FileRejection? ReadProof(ReadOnlyMemory<byte> file, out ProofFile? proof)
    {
        ProofFile? found = null;
        FileRejection? rejection = Read(family => ProofFile.Read(family, file, out found));
        proof = found;
        return rejection;
    }
}
