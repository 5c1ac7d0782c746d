// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Traces;
using PicoEngine.Executor;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Proving.Sizing;
using PicoEngine.RiscV.Events;
using PicoEngine.Verifier.Keys;
using Xunit;

namespace PicoEngine.Proving.Tests.Sizing;

public sealed class ShardSizingTests : IDisposable
{
    private const long Gibibyte = 1L << 30;

    private readonly PicoProver _prover = PicoProver.Create();
    private readonly GuestProgram _program = GuestPrograms.Load(code => code.Finish());
    private readonly ProgramKey _key;

    public ShardSizingTests() => _key = _prover.Setup(_program);

    [Fact]
    public void Choose_keeps_full_shards_of_all_allowed_shapes_within_memory()
    {
        int last = 0;
        foreach (long memory in new[] { 2 * Gibibyte, 4 * Gibibyte, 8 * Gibibyte, 16 * Gibibyte, 64 * Gibibyte })
        {
            ShardSizing sizing = ShardSizing.Choose(_key.VerifyingKey, memory, null);
            Assert.InRange(sizing.NeedBytes, 1, memory);
            Assert.All(sizing.Shapes, shape => Assert.InRange(
                MemoryModel.ProcessBytes + MemoryModel.KeyBytes(shape) + MemoryModel.FullShardBytes(shape), 1, memory));
            Assert.Contains(sizing.Largest, sizing.Shapes);
            Assert.InRange(sizing.Largest.Class.MainWidth, last, int.MaxValue);
            last = sizing.Largest.Class.MainWidth;
        }

        Assert.Equal(_key.VerifyingKey.Shapes.Max(shape => shape.Class.MainWidth), last);
    }

    [Fact]
    public void Choose_obeys_the_limit_of_columns()
    {
        ShardSizing sizing = ShardSizing.Choose(_key.VerifyingKey, 64 * Gibibyte, 64);
        Assert.Equal(64, sizing.Largest.Class.MainWidth);
        Assert.All(sizing.Shapes, shape => Assert.InRange(shape.Class.MainWidth, 1, 64));
        Assert.Equal(64L << 21, sizing.Limits.Cells);
    }

    [Fact]
    public void ShardBytes_of_rows_of_one_table_is_at_most_what_a_full_shard_is_taken_for()
    {
        foreach (KeyedShape shape in _key.VerifyingKey.Shapes)
        {
            Machine machine = shape.Machine.Machine;
            foreach (TableDefinition table in machine.Tables.Where(table => table.Columns.GroupWidth(ColumnGroup.Preprocessed) == 0))
            {
                // As many blocks as fit.
                var heights = new int[machine.Tables.Length];
                (int fits, int tooMany) = (0, 1 << 22);
                while (fits + 1 < tooMany)
                {
                    heights[table.Index] = (fits + tooMany) / 2;
                    (fits, tooMany) = HeightCheck.Find(shape.Machine, heights) == HeightFault.None
                        ? (heights[table.Index], tooMany)
                        : (fits, heights[table.Index]);
                }

                heights[table.Index] = fits;
                Assert.InRange(MemoryModel.ShardBytes(shape, heights), 1, MemoryModel.FullShardBytes(shape));
            }
        }
    }

    [Fact]
    public void Names_of_tables_are_those_of_the_machine()
    {
        HashSet<string> tables = [.. _prover.Family.Machine.Tables.Select(table => table.Name)];
        string[] named =
        [
            TableNames.Boundary, TableNames.Memory, TableNames.Image, TableNames.Segment, TableNames.RegisterRefresh, TableNames.Hint,
            .. Enum.GetValues<InstructionTable>().Select(TableNames.Of),
            .. PrecompileTables.Rows.Values.SelectMany(rows => rows).Select(rows => rows.Table),
        ];
        Assert.Subset(tables, named.ToHashSet());

        // What is left is as high as the key says.
        Assert.All(
            _prover.Family.Machine.Tables.Where(table => !named.Contains(table.Name)),
            table => Assert.True(table.Columns.GroupWidth(ColumnGroup.Preprocessed) > 0, table.Name));
    }

    [Fact]
    public void Provable_calls_are_those_with_tables_which_are_all()
    {
        HashSet<SyscallCode> withTables =
        [
            SyscallCode.Halt, SyscallCode.Write, SyscallCode.EnterUnconstrained, SyscallCode.ExitUnconstrained, SyscallCode.Commit,
            SyscallCode.CommitDeferredProofs, SyscallCode.VerifyPicoProof, SyscallCode.HintLength, SyscallCode.HintRead,
            .. CallCodes.Of(_prover.Family.Machine).Select(code => (SyscallCode)code),
        ];
        Assert.Equal(withTables, SyscallCodes.All.Where(code => PrecompileTables.IsProvable(_prover.Family.Machine, code)).ToHashSet());
        Assert.Equal(SyscallCodes.All.ToHashSet(), withTables);

        // Each chip set has all the tables of a call or does not answer to it.
        foreach (Machine set in _key.VerifyingKey.Shapes.Select(shape => shape.Machine.Machine))
        {
            Assert.Equal(
                CallCodes.Of(set).Order(), PrecompileTables.Rows.Keys.Where(code => PrecompileTables.IsProvable(set, code)).Select(code => (uint)code).Order());
        }
    }

    public void Dispose()
    {
        _key.Dispose();
        _program.Dispose();
        _prover.Dispose();
    }
}
