// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Ethereum;
using PicoEngine.Executor;
using PicoEngine.Proving;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Cli.Inspection;

/// <summary>The verifying key of the block guest that is part of this engine.</summary>
internal static class BlockGuestKey
{
    private static readonly SecurityLevel[] Levels = [SecurityLevel.Bits128, SecurityLevel.Bits100];

    /// <summary>What stands where other commands name the program's file.</summary>
    public const string Name = "the block guest";

    /// <summary>Its digest at a level; takes half a second.</summary>
    public static byte[] Digest(SecurityLevel level, int threads)
    {
        using GuestProgram program = Load();
        using PicoProver prover = PicoProver.Create(new ProverOptions { Security = level, DegreeOfParallelism = threads });
        using ProgramKey key = prover.Setup(program);
        return key.Digest.ToArray();
    }

    /// <summary>Its digest on a machine with a parameter set.</summary>
    public static byte[] Digest(MachineFamily machine, int threads) => Digest(Levels.First(level => RiscVFamily.At(level) == machine), threads);

    public static GuestProgram Load() => GuestProgram.Load(BlockGuest.Elf.Span);
}
