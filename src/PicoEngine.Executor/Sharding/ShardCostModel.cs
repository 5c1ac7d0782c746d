// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Frozen;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Events;
using static PicoEngine.Executor.Syscalls.SyscallCode;

namespace PicoEngine.Executor.Sharding;

/// <summary>
/// Shapes of the machine's tables and the rows that executing leaves in them: how many cells and interactions a shard has.
/// Deciding where a run is cut, it decides the shape of a proof, never whether the proof is sound.
/// </summary>
public sealed class ShardCostModel
{
    private readonly TableShape[] _instructions;
    private readonly TableShape[] _precompiles;
    private readonly FrozenDictionary<SyscallCode, TableRows[]> _calls;

    /// <param name="instructions">The tables of instructions, indexed by <see cref="InstructionTable"/>.</param>
    /// <param name="precompiles">The tables that only precompile calls have rows in, in any order.</param>
    /// <param name="calls">Rows of each precompile call in <paramref name="precompiles"/>; calls that are not named have none. For KECCAK256 those of a block.</param>
    /// <param name="boundary">The table of the cells that a shard touches: a row for each register cell and touched memory word.</param>
    /// <param name="hint">The table that HINT_READ writes by: a row for each word, and one that ends each step.</param>
    /// <param name="memory">
    /// The table that initialises memory: a row for each word of the run, which any shard may hold. One that holds as many as it has
    /// words that no earlier shard touched has room for them.
    /// </param>
    /// <param name="refresh">The table that refreshes registers whose last access lies far back.</param>
    /// <param name="shard">What any shard costs beside these: program and lookup tables, which are as high as the key says.</param>
    /// <exception cref="ArgumentException">A table of instructions is missing, or a call has rows in a table that is not there.</exception>
    public ShardCostModel(
        IReadOnlyList<TableShape> instructions,
        IReadOnlyList<TableShape> precompiles,
        IReadOnlyDictionary<SyscallCode, IReadOnlyList<TableRows>> calls,
        TableShape boundary,
        TableShape hint,
        TableShape memory = default,
        TableShape refresh = default,
        TableCost shard = default)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(instructions.Count, InstructionTables.Count);
        _instructions = [.. instructions];
        _precompiles = [.. precompiles];
        _calls = calls.ToFrozenDictionary(call => call.Key, call => call.Value.ToArray());
        foreach (TableRows rows in _calls.Values.SelectMany(rows => rows))
        {
            ArgumentOutOfRangeException.ThrowIfNegative(rows.Rows);
            if ((uint)rows.Table >= (uint)_precompiles.Length)
            {
                throw new ArgumentException($"A call has rows in table {rows.Table} of {_precompiles.Length}.");
            }
        }

        Boundary = boundary;
        Hint = hint;
        Memory = memory;
        Refresh = refresh;
        Shard = shard;
    }

    /// <summary>
    /// The design's width targets, until the machine's tables are compiled and give their own.
    /// Precompiles: published widths of SP1 and Plonky3 (Keccak-f 24 rows of 2640; a point operation about 1600 for 256 bits),
    /// scaled by limb count, each call in a table of its own.
    /// </summary>
    public static ShardCostModel Design { get; } = MakeDesign(
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
        [
            (KeccakPermute, 24, new(2640, 50)),
            (Sha256Extend, 48, new(100, 60)),
            (Sha256Compress, 80, new(120, 60)),
            (Poseidon2Permute, 1, new(400, 96)),
            (Uint256Multiply, 1, new(500, 320)),
            (Uint256MultiplyAdd, 1, new(500, 320)),
            (Uint256MultiplyAddModulo, 1, new(500, 320)),
            (Keccak256, 24, new(2640, 50)),
            (Ed25519Add, 1, new(2000, 900)),
            (Ed25519Decompress, 1, new(1600, 700)),
            (Secp256k1Add, 1, new(1600, 800)),
            (Secp256k1Double, 1, new(1600, 700)),
            (Secp256k1Decompress, 1, new(1300, 600)),
            (Secp256r1Add, 1, new(1600, 800)),
            (Secp256r1Double, 1, new(1600, 700)),
            (Secp256r1Decompress, 1, new(1300, 600)),
            (Bn254Add, 1, new(1600, 800)),
            (Bn254Double, 1, new(1600, 700)),
            (Bls12381Add, 1, new(2400, 1200)),
            (Bls12381Double, 1, new(2400, 1050)),
            (Bls12381Decompress, 1, new(2000, 900)),
            (Bls12381FpAdd, 1, new(400, 240)),
            (Bls12381FpSubtract, 1, new(400, 240)),
            (Bls12381FpMultiply, 1, new(400, 240)),
            (Bls12381Fp2Add, 1, new(800, 480)),
            (Bls12381Fp2Subtract, 1, new(800, 480)),
            (Bls12381Fp2Multiply, 1, new(1200, 560)),
            (Bn254FpAdd, 1, new(270, 160)),
            (Bn254FpSubtract, 1, new(270, 160)),
            (Bn254FpMultiply, 1, new(270, 160)),
            (Bn254Fp2Add, 1, new(540, 320)),
            (Bn254Fp2Subtract, 1, new(540, 320)),
            (Bn254Fp2Multiply, 1, new(800, 380)),
            (Secp256k1FpAdd, 1, new(270, 160)),
            (Secp256k1FpSubtract, 1, new(270, 160)),
            (Secp256k1FpMultiply, 1, new(270, 160)),
        ]);

    public TableShape Boundary { get; }

    public TableShape Hint { get; }

    public TableShape Memory { get; }

    public TableShape Refresh { get; }

    /// <summary>Cost of a shard before its first instruction, register cells not included.</summary>
    public TableCost Shard { get; }

    /// <summary>By <see cref="InstructionTable"/>.</summary>
    internal ReadOnlySpan<TableShape> Instructions => _instructions;

    internal ReadOnlySpan<TableShape> Precompiles => _precompiles;

    /// <summary>Rows of a call in tables of precompiles.</summary>
    internal ReadOnlySpan<TableRows> Call(SyscallCode code) => _calls.GetValueOrDefault(code);

    private static ShardCostModel MakeDesign(TableCost[] instructions, (SyscallCode Code, int Rows, TableCost Row)[] precompiles) => new(
        [.. instructions.Select(row => new TableShape(row))],
        [.. precompiles.Select(call => new TableShape(call.Row))],
        precompiles.Select((call, table) => KeyValuePair.Create(call.Code, (IReadOnlyList<TableRows>)[new TableRows(table, call.Rows)])).ToDictionary(),
        boundary: new(new(4, 6, BoundaryCells: 8)),
        hint: new(new(20, 8)),
        memory: new(new(4, 6, BoundaryCells: 6)),
        refresh: new(new(8, 6)));
}
