// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Assembler;
using PicoEngine.Chips.Traces;
using PicoEngine.Executor;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Proving.Sizing;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Proving.Tests.Sizing;

public sealed class PrecompileTablesTests
{
    private const uint Schedule = 0x0030_0000;
    private const uint State = 0x0031_0000;

    [Theory]
    [InlineData(SyscallCode.Sha256Extend, Schedule, 0)]
    [InlineData(SyscallCode.Sha256Compress, Schedule, State)]
    public void Rows_of_a_call_are_those_that_the_machine_makes(SyscallCode call, uint a0, uint a1)
    {
        // Just so many that a table has whole blocks of 2^10 rows and one row more or less a call would show.
        const uint Calls = 2048;
        using GuestProgram program = GuestPrograms.Load(code =>
        {
            code.Li(S0, Calls);
            Label loop = code.Mark();
            code.Call(call, a0, a1).Addi(S0, S0, -1).Bne(S0, Zero, loop).Finish();
        });
        using PicoProver prover = PicoProver.Create();
        using ProgramKey key = prover.Setup(program);
        ProofEstimate estimate = prover.Estimate(key, GuestInput.Empty, cancellation: TestContext.Current.CancellationToken);
        Dictionary<string, long> rows = Assert.Single(estimate.Shards).Tables.ToDictionary(table => table.Name, table => table.Rows);
        string[] all = [.. PrecompileTables.Rows.Values.SelectMany(tables => tables).Select(table => table.Table)];
        Assert.Equal(
            PrecompileTables.Rows[call].Select(table => (table.Table, Rows: table.Rows * (long)Calls)).Order(),
            rows.Where(table => all.Contains(table.Key)).Select(table => (Table: table.Key, Rows: table.Value)).Order());
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
}
