// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Inspection;
using PicoEngine.Protocol.Soundness;
using PicoEngine.Proving;
using PicoEngine.Verifier.Files;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Cli.Rendering;

/// <summary>A valid proof, as it is shown.</summary>
/// <param name="FileName">The proof's file, without its folder.</param>
/// <param name="ByteCount">Its size.</param>
/// <param name="Machine">The machine and parameter set.</param>
/// <param name="Verdict">What the verifier says.</param>
/// <param name="Duration">Time that it took to say it.</param>
internal sealed record ProofVerdict(string FileName, long ByteCount, MachineFamily Machine, VerificationResult Verdict, TimeSpan Duration)
{
    /// <summary>What the proof says of a block, where it is one of the block guest.</summary>
    public BlockStatement? Block { get; init; }

    /// <summary>Bits of security, computed from the machine.</summary>
    public SecurityBits SecurityBits => BitsOf(Machine, Verdict.Shards);

    public static SecurityBits BitsOf(MachineFamily machine, int shards)
    {
        SoundnessReport report = machine.Soundness;
        return new SecurityBits(report.SecurityBits, report.UnionBits, report.RunUnionBits(shards));
    }
}
