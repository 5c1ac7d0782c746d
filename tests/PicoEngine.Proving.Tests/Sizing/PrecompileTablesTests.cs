// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Assembler;
using PicoEngine.Chips.Traces;
using PicoEngine.Executor;
using PicoEngine.Executor.Precompiles;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Proving.Sizing;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Proving.Tests.Sizing;

public sealed class PrecompileTablesTests
{
    // Operands of the calls: each call has an area of its own, with P at its beginning and Q in its middle.
    private const uint Areas = 0x0030_0000;
    private const uint AreaBytes = 0x400;

    [Fact]
    public void Rows_of_calls_are_those_that_the_machine_makes()
    {
        // So many that every table has whole blocks of 2^10 rows; one row more or less a call would begin another block or leave one out.
        const uint Calls = 1024;
        SyscallCode[] calls = [.. PrecompileTables.Rows.Keys.Order()];
        using GuestProgram program = GuestPrograms.Load(code =>
        {
            for (uint i = 0; i < calls.Length; i++)
            {
                foreach ((uint word, uint value) in Operands(calls[i]))
                {
                    code.Li(T1, Areas + (AreaBytes * i) + (4 * word)).Li(T2, value).Sw(T2, 0, T1);
                }
            }

            code.Li(S0, Calls);
            Label loop = code.Mark();
            for (uint i = 0; i < calls.Length; i++)
            {
                uint p = Areas + (AreaBytes * i);
                code.Call(calls[i], p, HasQ(calls[i]) ? p + (AreaBytes / 2) : 0);
            }

            code.Addi(S0, S0, -1).Bne(S0, Zero, loop).Finish();
        });
        using PicoProver prover = PicoProver.Create(new ProverOptions { MemoryLimitBytes = 64L << 30 });
        using ProgramKey key = prover.Setup(program);
        ProofEstimate estimate = prover.Estimate(key, GuestInput.Empty, cancellation: TestContext.Current.CancellationToken);
        Dictionary<string, long> rows = estimate.Shards.SelectMany(shard => shard.Tables).GroupBy(table => table.Name)
            .ToDictionary(tables => tables.Key, tables => tables.Sum(table => table.Rows));
        Assert.Single(estimate.Shards);
        var expected = PrecompileTables.Rows.Values.SelectMany(tables => tables).GroupBy(table => table.Table)
            .Select(table => (table.Key, Rows: table.Sum(part => part.Rows) * (long)Calls));
        Assert.Equal(expected.Order(), rows.Where(table => PrecompileTables.Rows.Values.Any(tables => tables.Any(part => part.Table == table.Key)))
            .Select(table => (table.Key, Rows: table.Value)).Order());
    }

    [Fact]
    public void Longest_call_fits_the_smallest_shard_that_runs_are_cut_for()
    {
        using GuestProgram program = GuestPrograms.Load(code => code.Finish());
        using PicoProver prover = PicoProver.Create();
        using ProgramKey key = prover.Setup(program);
        ShardSizing sizing = ShardSizing.Choose(key.VerifyingKey, 64L << 30, 1);
        Dictionary<string, TableDefinition> tables = sizing.Largest.Machine.Machine.Tables.ToDictionary(table => table.Name);
        uint blocks = Keccak256.Blocks(Keccak256.MaximumLength);
        TableCost cost = sizing.Costs.Shard;
        foreach ((string table, int rows) in PrecompileTables.Rows[SyscallCode.Keccak256])
        {
            long height = ((rows * (long)blocks) + (1L << tables[table].LogBlockHeight) - 1) >> tables[table].LogBlockHeight << tables[table].LogBlockHeight;
            cost += CompiledCosts.OfRow(tables[table]) * height;
        }

        // What the words at both ends of the call cost, with a third of the shard left for the instructions around it.
        cost += (CompiledCosts.OfRow(tables[TableNames.Boundary]) + CompiledCosts.OfRow(tables[TableNames.Memory])) * (Keccak256.MaximumLength / 4 + 9 + 2048);
        Assert.InRange(cost.Cells, 1, sizing.Limits.Cells * 2 / 3);
        Assert.InRange(cost.Interactions, 1, sizing.Limits.Interactions * 2 / 3);
        Assert.InRange(cost.BoundaryCells, 1, sizing.Limits.BoundaryCells * 2 / 3);
    }

    [Fact]
    public void Chip_set_of_blocks_answers_to_what_guests_of_blocks_call()
    {
        using PicoProver prover = PicoProver.Create();
        Machine[] sets = [.. prover.Family.Shapes.DistinctBy(shape => shape.Tables.Length).Select(shape => prover.Family.Machine.InShape(shape, 1))];
        SyscallCode[] calls =
        [
            SyscallCode.Sha256Extend, SyscallCode.Sha256Compress, SyscallCode.KeccakPermute, SyscallCode.Keccak256, SyscallCode.Secp256k1Add,
            SyscallCode.Secp256k1Double, SyscallCode.Bn254Add, SyscallCode.Bn254Double, SyscallCode.Secp256r1Add, SyscallCode.Secp256r1Double,
            SyscallCode.Uint256Multiply, SyscallCode.Uint256MultiplyAdd, SyscallCode.Uint256MultiplyAddModulo,
        ];
        Assert.Equal(calls.Select(code => (uint)code).Order(), CallCodes.Of(sets[^2]).Order());
    }

    [Fact]
    public void Rows_name_every_call_of_the_bus_of_calls()
    {
        using PicoProver prover = PicoProver.Create();
        Machine machine = prover.Family.Machine;
        Assert.Equal(CallCodes.Of(machine).Order(), PrecompileTables.Rows.Keys.Select(code => (uint)code).Order());
        string[] receiving = [.. machine.Tables
            .Where(table => table.Interactions.Any(interaction => interaction.Bus.Name == "call"))
            .Select(table => table.Name)];
        string[] named = [.. PrecompileTables.Rows.Values.SelectMany(tables => tables).Select(table => table.Table)];
        Assert.Subset(named.Append(TableNames.Of(RiscV.Events.InstructionTable.SystemCall)).ToHashSet(), receiving.ToHashSet());
        Assert.All(named, name => Assert.Contains(machine.Tables, table => table.Name == name));
        Assert.All(PrecompileTables.Rows.Keys, code => Assert.True(PrecompileTables.IsProvable(machine, code)));
    }

    private static bool HasQ(SyscallCode call) =>
        !Decompressed(call).HasValue && call is not (SyscallCode.Sha256Extend or SyscallCode.KeccakPermute or SyscallCode.Secp256k1Double
            or SyscallCode.Secp256r1Double or SyscallCode.Bn254Double or SyscallCode.Bls12381Double);

    /// <summary>The word of a coordinate that has another one to it, with its value, for the calls that find the other one.</summary>
    private static (uint Word, uint Value)? Decompressed(SyscallCode call) => call switch
    {
        SyscallCode.Ed25519Decompress => (8, 1),
        SyscallCode.Secp256k1Decompress => (8, 1),
        SyscallCode.Secp256r1Decompress => (8, 5),
        SyscallCode.Bls12381Decompress => (12, 0),
        _ => null,
    };

    /// <summary>Words by number: small coordinates, all different, for numbers of 8 words and of 12.</summary>
    private static (uint Word, uint Value)[] Operands(SyscallCode call)
    {
        const uint Q = AreaBytes / 8;
        return Decompressed(call) is { } coordinate ? [coordinate] : [(0, 1), (8, 1), (12, 1), (Q, 2), (Q + 8, 3), (Q + 12, 3)];
    }
}
