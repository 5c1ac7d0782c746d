// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Frozen;
using System.Collections.Immutable;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Alu;
using PicoEngine.Chips.Control;
using PicoEngine.Chips.Memory;
using PicoEngine.Chips.MemoryAccess;
using PicoEngine.Chips.Precompiles.Fields;
using PicoEngine.Chips.Precompiles.Keccak;
using PicoEngine.Chips.Precompiles.Curves;
using PicoEngine.Chips.Precompiles.Poseidon2;
using PicoEngine.Chips.Precompiles.Sha256;
using PicoEngine.Chips.Precompiles.Uint256;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.Ranges;
using PicoEngine.Chips.SystemCalls;

namespace PicoEngine.Chips;

/// <summary>The RISC-V machine: all tables in proving order. Order and contents change every verifying key.</summary>
public static class RiscVMachine
{
    private static readonly ImmutableArray<IAirTable> Tables =
    [
        new AddSubTable(),
        new AddImmediateTable(),
        new BitwiseTable(),
        new ShiftTable(),
        new SetLessTable(),
        new MultiplyTable(),
        new DivideTable(),
        new BranchEqualTable(),
        new BranchLessTable(),
        new ConstantTable(),
        new JumpRegisterTable(),
        new LoadWordTable(),
        new StoreWordTable(),
        new LoadSubwordTable(),
        new StoreSubwordTable(),
        new SystemCallTable(),
        new HintTable(),
        new Sha256ExtendTable(),
        new Sha256CompressTable(),
        new Sha256RoundTable(),
        new Poseidon2PermuteTable(),
        FieldTables.Fp256,
        FieldTables.Fp384,
        FieldTables.Quadratic256,
        FieldTables.Quadratic384,
        new Uint256Table(),
        new KeccakPermuteTable(),
        new KeccakSpongeTable(),
        new KeccakDigestTable(),
        new KeccakRoundTable(),
        new KeccakLookupTable(),
        .. CurveTables.Create(),
        new RegisterRefreshTable(),
        new BoundaryTable(),
        new MemoryTable(),
        new ImageTable(),
        new SegmentTable(),
        new ProgramTable(),
        new Range16Table(),
        new Range14Table(),
        new ByteTable(),
    ];

    // The precompiles stand between the tables of instructions and those of memory.
    private static readonly FrozenSet<string> Precompiles =
        Tables.SkipWhile(table => table is not HintTable).Skip(1).TakeWhile(table => table is not RegisterRefreshTable).Select(table => table.Name).ToFrozenSet();

    // Every guest of Pico hashes its public values with it in its last shard.
    private static readonly FrozenSet<string> Sha256Precompiles = ["sha256_extend", "sha256_compress", "sha256_round"];

    /// <summary>What Pico's guest of Ethereum blocks calls, and guests like it: hashes, signatures on secp256k1 and points of bn254, numbers of the EVM.</summary>
    private static readonly FrozenSet<string> EthereumPrecompiles =
    [
        .. Sha256Precompiles, "keccak_permute", "keccak_sponge", "keccak_digest", "keccak_round", "weierstrass256_add", "weierstrass256_double", "uint256",
    ];

    /// <summary>The tables of shards that call no precompile.</summary>
    private static readonly ImmutableArray<string> BaseChips = Chips([]);

    private static readonly ImmutableArray<string> Sha256Chips = Chips(Sha256Precompiles);

    private static readonly ImmutableArray<string> EthereumChips = Chips(EthereumPrecompiles);

    private static readonly ImmutableArray<string> AllChips = Chips(Precompiles);

    /// <summary>The machine.</summary>
    public static MachineDefinition Definition { get; } = new()
    {
        Id = "rv32im-1",
        Tables = Tables,
        Buses =
        [
            RiscVBuses.State, RiscVBuses.Program, RiscVBuses.Memory, RiscVBuses.Range16, RiscVBuses.Range14, RiscVBuses.Byte, RiscVBuses.Hint,
            RiscVBuses.Call, RiscVBuses.Halt, RiscVBuses.Commit, RiscVBuses.Chain, RiscVBuses.Segments, RiscVBuses.Cells,
            Sha256Buses.Schedule, Sha256Buses.Rounds,
            KeccakBuses.Chi, KeccakBuses.Even, KeccakBuses.Pair, KeccakBuses.Xor, .. KeccakBuses.Rotate, KeccakBuses.Limb, KeccakBuses.State,
            KeccakBuses.Blocks, KeccakBuses.Digest,
        ],
        PublicValues = RunPublicValues.All,
        ChainPublicValues = [RunPublicValues.Shard],
        PublicInteractions = new RiscVPublicValues(),
        Shapes = [.. Shapes(BaseChips), .. Shapes(Sha256Chips), .. Shapes(EthereumChips), .. Shapes(AllChips)],
        PreprocessedWidths = [1, 2, 4, 8],
        RunRoles = new RunRoles(ImageTable.TableName),
        ProgramRule = RiscVProgramRule.Check,
    };

    /// <summary>
    /// The tables of a chip set: all that are no precompiles, the named ones, and the preprocessed tables that precompiles look up, which every shape has for the
    /// sake of the one commitment to them; they are empty where nothing looks them up.
    /// </summary>
    private static ImmutableArray<string> Chips(FrozenSet<string> precompiles) =>
    [
        .. Tables.Where(table => !Precompiles.Contains(table.Name) || precompiles.Contains(table.Name) || table.Columns.GroupWidth(ColumnGroup.Preprocessed) > 0)
            .Select(table => table.Name),
    ];

    /// <summary>
    /// Widths in columns of 2^21 cells, boundary and main, up to the 256 of the parameter sets. A shard takes
    /// the first that holds it.
    /// </summary>
    private static IEnumerable<ShapeClass> Shapes(ImmutableArray<string> chips) =>
    [
        new(1, 2, BlockClass.Small, chips), new(1, 8, BlockClass.Small, chips), new(1, 16, BlockClass.Small, chips), new(1, 32, BlockClass.Small, chips),
        new(1, 32, BlockClass.Large, chips), new(2, 48, BlockClass.Large, chips), new(2, 64, BlockClass.Large, chips), new(4, 96, BlockClass.Large, chips),
        new(4, 128, BlockClass.Large, chips), new(8, 192, BlockClass.Large, chips), new(8, 240, BlockClass.Large, chips),
    ];
}
