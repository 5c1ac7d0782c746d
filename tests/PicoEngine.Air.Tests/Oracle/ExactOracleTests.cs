// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Air.Oracle;
using PicoEngine.Air.Tests.Toy;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Air.Tests.Oracle;

public sealed class ExactOracleTests
{
    private static readonly KeyedMachine Machine = ToyMachine.Key();

    [Fact]
    public void Findings_name_rule_shard_table_row_and_constraint()
    {
        var shards = ToyExecution.Run([5, 5]);
        var mem = shards[1].Traces[ToyMachine.Index("mem")];
        mem[6, 3] = ToyProgram.Word(2); // w of the fourth access: its second constraint
        var finding = ExactOracle.Findings(Machine, shards).First(finding => finding.Rule == OracleRule.Constraint);
        Assert.Equal(new OracleFinding(OracleRule.Constraint, 2, "mem", 3, 1), finding);
        Assert.Equal("shard 2: Constraint mem row 3 #1", finding.ToString());
    }

    [Fact]
    public void Findings_compare_preprocessed_cells_with_the_key()
    {
        var shards = ToyExecution.Run([5, 5]);
        shards[0].Traces[ToyMachine.Index("rom")][8, 15] = ToyProgram.Word(7); // in a padding row that no bus sees
        var finding = Assert.Single(ExactOracle.Findings(Machine, shards, ToyRunRule.For(Machine)));
        Assert.Equal(new OracleFinding(OracleRule.Preprocessed, 1, "rom", 15, 8), finding);
    }

    [Fact]
    public void Findings_refuse_witnesses_of_another_shape()
    {
        var shard = ToyExecution.Run([5])[0];
        Assert.Throws<ArgumentException>(() => ExactOracle.Findings(Machine, [shard with { PublicValues = shard.PublicValues[1..] }]));
        Assert.Throws<ArgumentException>(() => ExactOracle.Findings(Machine, [shard with { Traces = shard.Traces[1..] }]));
        Assert.Throws<ArgumentException>(() => ExactOracle.Findings(Machine, [shard with { Traces = [new TraceMatrix(15, 8), .. shard.Traces[1..]] }]));
    }

    [Fact]
    public void Space_tag_of_the_global_message_is_needed()
    {
        // The exchange of a register and a word balances as soon as the space is left out of the message.
        var shards = ToyExecution.Run([5, 5], between: (shard, cells, leftBy) =>
        {
            if (shard == 1)
            {
                (cells[(0, 3)], cells[(1, 3)]) = (cells[(1, 3)], cells[(0, 3)]);
                (leftBy[(0, 3)], leftBy[(1, 3)]) = (leftBy[(1, 3)], leftBy[(0, 3)]);
            }
        });
        BusLedger whole = new();
        BusLedger withoutSpace = new();
        foreach (var shard in shards)
        {
            foreach (var table in Machine.Machine.Tables)
            {
                var row = new KoalaBear[table.Columns.Width];
                for (var r = 0; r < shard.Traces[table.Index].Height; r++)
                {
                    shard.Traces[table.Index].CopyRow(r, row);
                    foreach (var interaction in table.Interactions.Where(interaction => interaction.Bus.IsGlobal))
                    {
                        KoalaBear[] message =
                            [.. interaction.Message.Select(element => element.Evaluate<KoalaBear>(row, KoalaBear.One, shard.PublicValues))];
                        var multiplicity = interaction.Multiplicity.Evaluate<KoalaBear>(row, KoalaBear.One, shard.PublicValues);
                        whole.Add(interaction.Bus, message, multiplicity);
                        withoutSpace.Add(interaction.Bus, message.AsSpan(1), multiplicity);
                    }
                }
            }
        }

        Assert.False(whole.IsBalanced);
        Assert.Equal([ToyBuses.Cells], whole.Unbalanced);
        Assert.NotEmpty(whole.Left);
        Assert.True(withoutSpace.IsBalanced);
    }
}
