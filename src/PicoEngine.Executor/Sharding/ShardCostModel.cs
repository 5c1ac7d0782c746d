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
    private readonly FrozenDictionary<SyscallCode, CallCost> _calls;
    private readonly int[] _maxRowsPerCall;

    /// <param name="instructions">Cost of a row, indexed by <see cref="InstructionTable"/>.</param>
    /// <param name="calls">Cost of precompile calls; calls that are not named cost nothing more than their ECALL row.</param>
    /// <param name="touchedWord">Cost of a memory word that a shard touches: a row of the boundary table.</param>
    /// <param name="hintWord">Cost of a row of the table that HINT_READ writes by: one for each word, and one that ends each step.</param>
    /// <param name="newWord">
    /// Cost of a word that no earlier shard touched, beside that of a touched one: a row of the table that initialises memory. Any shard
    /// may hold that row; one that holds as many as it has new words has room for them.
    /// </param>
    /// <param name="registerRefresh">Cost of refreshing a register whose last access lies far back.</param>
    /// <param name="shard">
    /// Cost of any shard: its register cells, the columns of lookup tables, and what rounding tables up to whole blocks may add.
    /// </param>
    /// <exception cref="ArgumentException">A table is missing, or the number of a table is out of range.</exception>
    public ShardCostModel(
        IReadOnlyList<TableCost> instructions,
        IReadOnlyDictionary<SyscallCode, CallCost> calls,
        TableCost touchedWord,
        TableCost hintWord,
        TableCost newWord = default,
        TableCost registerRefresh = default,
        TableCost shard = default)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(instructions.Count, InstructionTables.Count);
        _instructions = [.. instructions];
        _calls = calls.ToFrozenDictionary();
        _maxRowsPerCall = MaxRows(_calls.Values);
        TouchedWord = touchedWord;
        HintWord = hintWord;
        NewWord = newWord;
        RegisterRefresh = registerRefresh;
        Shard = shard;
        MaxPerInstruction = _instructions.Aggregate(TableCost.Max) + touchedWord + newWord;
        MaxPerCall = _calls.Values.Aggregate(default(TableCost), (most, call) => TableCost.Max(most, call.Cost))
            + (touchedWord + newWord) * PrecompileCalls.MaxAccessCount;
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
        new Dictionary<SyscallCode, CallCost>
        {
            [KeccakPermute] = Rows(KeccakPermute, 24, 24 * 2640, 1200),
            [Sha256Extend] = Rows(Sha256Extend, 48, 48 * 100, 48 * 60),
            [Sha256Compress] = Rows(Sha256Compress, 80, 80 * 120, 80 * 60),
            [Poseidon2Permute] = Rows(Poseidon2Permute, 1, 400, 96),
            [Uint256Multiply] = Rows(Uint256Multiply, 1, 500, 320),
            [Ed25519Add] = Rows(Ed25519Add, 1, 2000, 900),
            [Ed25519Decompress] = Rows(Ed25519Decompress, 1, 1600, 700),
            [Secp256k1Add] = Rows(Secp256k1Add, 1, 1600, 800),
            [Secp256k1Double] = Rows(Secp256k1Double, 1, 1600, 700),
            [Secp256k1Decompress] = Rows(Secp256k1Decompress, 1, 1300, 600),
            [Secp256r1Add] = Rows(Secp256r1Add, 1, 1600, 800),
            [Secp256r1Double] = Rows(Secp256r1Double, 1, 1600, 700),
            [Secp256r1Decompress] = Rows(Secp256r1Decompress, 1, 1300, 600),
            [Bn254Add] = Rows(Bn254Add, 1, 1600, 800),
            [Bn254Double] = Rows(Bn254Double, 1, 1600, 700),
            [Bls12381Add] = Rows(Bls12381Add, 1, 2400, 1200),
            [Bls12381Double] = Rows(Bls12381Double, 1, 2400, 1050),
            [Bls12381Decompress] = Rows(Bls12381Decompress, 1, 2000, 900),
            [Bls12381FpAdd] = Rows(Bls12381FpAdd, 1, 400, 240),
            [Bls12381FpSubtract] = Rows(Bls12381FpSubtract, 1, 400, 240),
            [Bls12381FpMultiply] = Rows(Bls12381FpMultiply, 1, 400, 240),
            [Bls12381Fp2Add] = Rows(Bls12381Fp2Add, 1, 800, 480),
            [Bls12381Fp2Subtract] = Rows(Bls12381Fp2Subtract, 1, 800, 480),
            [Bls12381Fp2Multiply] = Rows(Bls12381Fp2Multiply, 1, 1200, 560),
            [Bn254FpAdd] = Rows(Bn254FpAdd, 1, 270, 160),
            [Bn254FpSubtract] = Rows(Bn254FpSubtract, 1, 270, 160),
            [Bn254FpMultiply] = Rows(Bn254FpMultiply, 1, 270, 160),
            [Bn254Fp2Add] = Rows(Bn254Fp2Add, 1, 540, 320),
            [Bn254Fp2Subtract] = Rows(Bn254Fp2Subtract, 1, 540, 320),
            [Bn254Fp2Multiply] = Rows(Bn254Fp2Multiply, 1, 800, 380),
            [Secp256k1FpAdd] = Rows(Secp256k1FpAdd, 1, 270, 160),
            [Secp256k1FpSubtract] = Rows(Secp256k1FpSubtract, 1, 270, 160),
            [Secp256k1FpMultiply] = Rows(Secp256k1FpMultiply, 1, 270, 160),
        },
        touchedWord: new(4, 6, BoundaryCells: 8),
        hintWord: new(20, 8),
        newWord: new(4, 6, BoundaryCells: 6),
        registerRefresh: new(8, 6),
        shard: new TableCost(4, 6, BoundaryCells: 8) * RegisterNumbers.Count);

    public TableCost TouchedWord { get; }

    public TableCost HintWord { get; }

    public TableCost NewWord { get; }

    public TableCost RegisterRefresh { get; }

    /// <summary>Cost of a shard before its first instruction.</summary>
    public TableCost Shard { get; }

    /// <summary>The most that one instruction can add, first touch included.</summary>
    public TableCost MaxPerInstruction { get; }

    /// <summary>The most that one precompile call can add, first touches included.</summary>
    public TableCost MaxPerCall { get; }

    public TableCost Row(InstructionTable table) => _instructions[(int)table];

    /// <summary>Cost of a call beyond its ECALL row and the words that it touches; null when there is none.</summary>
    public CallCost? Call(SyscallCode code) => _calls.GetValueOrDefault(code);

    /// <summary>By table of precompiles, the most rows that one call takes there.</summary>
    internal ReadOnlySpan<int> MaxRowsPerCall => _maxRowsPerCall;

    private static int[] MaxRows(IEnumerable<CallCost> calls)
    {
        var most = new int[TableRows.TableLimit];
        foreach (TableRows rows in calls.SelectMany(call => call.Rows))
        {
            ArgumentOutOfRangeException.ThrowIfNegative(rows.Table);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rows.Table, TableRows.TableLimit);
            most[rows.Table] = Math.Max(most[rows.Table], rows.Rows);
        }

        return most[..(1 + Array.FindLastIndex(most, rows => rows > 0))];
    }

    /// <summary>A call with a table of its own; byte 0 of the code tells the calls apart.</summary>
    private static CallCost Rows(SyscallCode code, int rows, long cells, long interactions) =>
        new(new TableCost(cells, interactions), new TableRows((int)((uint)code & 0xff), rows));
}
