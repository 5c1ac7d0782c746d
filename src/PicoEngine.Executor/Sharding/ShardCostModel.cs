// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Frozen;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Events;
using static PicoEngine.Executor.Syscalls.SyscallCode;

namespace PicoEngine.Executor.Sharding;

/// <summary>
/// Cells and interactions that each executed thing adds to a shard. Deciding where a run is cut, it decides the shape of a
/// proof, never whether the proof is sound.
/// </summary>
public sealed class ShardCostModel
{
    private readonly TableCost[] _instructions;
    private readonly FrozenDictionary<SyscallCode, TableCost> _calls;

    /// <param name="instructions">Cost of a row, indexed by <see cref="InstructionTable"/>.</param>
    /// <param name="calls">Cost of a call beyond its ECALL row; calls that are not named cost nothing more.</param>
    /// <param name="touchedWord">Cost of a memory word that a shard touches.</param>
    /// <param name="hintWord">Cost of a word that HINT_READ writes.</param>
    public ShardCostModel(
        IReadOnlyList<TableCost> instructions, IReadOnlyDictionary<SyscallCode, TableCost> calls, TableCost touchedWord, TableCost hintWord)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(instructions.Count, InstructionTables.Count);
        _instructions = [.. instructions];
        _calls = calls.ToFrozenDictionary();
        TouchedWord = touchedWord;
        HintWord = hintWord;
        MaxPerInstruction = new(_instructions.Max(cost => cost.Cells) + touchedWord.Cells, _instructions.Max(cost => cost.Interactions) + touchedWord.Interactions);
        MaxPerCall = new(_calls.Values.Max(cost => cost.Cells), _calls.Values.Max(cost => cost.Interactions));
    }

    /// <summary>
    /// The design's width targets (protocol design, section 4.3), until the machine's tables are compiled and give their own.
    /// Precompiles: published widths of SP1 and Plonky3 (Keccak-f 24 rows of 2640; a point operation about 1600 for 256 bits),
    /// scaled by limb count.
    /// </summary>
    public static ShardCostModel Design { get; } = new(
        [
            new(18, 14), // AddSub
            new(17, 13), // AddImmediate
            new(24, 16), // Bitwise
            new(36, 17), // Shift
            new(27, 14), // SetLess
            new(42, 20), // Multiply
            new(80, 36), // Divide
            new(23, 11), // BranchEqual
            new(23, 11), // BranchLess
            new(14, 9), // Constant
            new(22, 11), // JumpRegister
            new(23, 15), // LoadWord
            new(23, 15), // StoreWord
            new(32, 17), // LoadSubword
            new(32, 17), // StoreSubword
            new(34, 22), // SystemCall
        ],
        new Dictionary<SyscallCode, TableCost>
        {
            [KeccakPermute] = new(24 * 2640, 1200),
            [Sha256Extend] = new(48 * 100, 48 * 60),
            [Sha256Compress] = new(80 * 120, 80 * 60),
            [Poseidon2Permute] = new(400, 96),
            [Uint256Multiply] = new(500, 320),
            [Ed25519Add] = new(2000, 900),
            [Ed25519Decompress] = new(1600, 700),
            [Secp256k1Add] = new(1600, 800),
            [Secp256k1Double] = new(1600, 700),
            [Secp256k1Decompress] = new(1300, 600),
            [Secp256r1Add] = new(1600, 800),
            [Secp256r1Double] = new(1600, 700),
            [Secp256r1Decompress] = new(1300, 600),
            [Bn254Add] = new(1600, 800),
            [Bn254Double] = new(1600, 700),
            [Bls12381Add] = new(2400, 1200),
            [Bls12381Double] = new(2400, 1050),
            [Bls12381Decompress] = new(2000, 900),
            [Bls12381FpAdd] = new(400, 240),
            [Bls12381FpSubtract] = new(400, 240),
            [Bls12381FpMultiply] = new(400, 240),
            [Bls12381Fp2Add] = new(800, 480),
            [Bls12381Fp2Subtract] = new(800, 480),
            [Bls12381Fp2Multiply] = new(1200, 560),
            [Bn254FpAdd] = new(270, 160),
            [Bn254FpSubtract] = new(270, 160),
            [Bn254FpMultiply] = new(270, 160),
            [Bn254Fp2Add] = new(540, 320),
            [Bn254Fp2Subtract] = new(540, 320),
            [Bn254Fp2Multiply] = new(800, 380),
            [Secp256k1FpAdd] = new(270, 160),
            [Secp256k1FpSubtract] = new(270, 160),
            [Secp256k1FpMultiply] = new(270, 160),
        },
        touchedWord: new(12, 6),
        hintWord: new(20, 8));

    public TableCost TouchedWord { get; }

    public TableCost HintWord { get; }

    /// <summary>The most that one instruction can add, first touch included.</summary>
    public TableCost MaxPerInstruction { get; }

    /// <summary>The most that one precompile call can add.</summary>
    public TableCost MaxPerCall { get; }

    public TableCost Row(InstructionTable table) => _instructions[(int)table];

    /// <summary>Cost of a call beyond its ECALL row and the words that it touches.</summary>
    public TableCost Call(SyscallCode code) => _calls.GetValueOrDefault(code);
}
