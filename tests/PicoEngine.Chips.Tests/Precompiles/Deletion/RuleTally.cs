// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Chips.Tests.Precompiles.Deletion;

/// <summary>
/// Which rules of a table are needed. A row that breaks one constraint or one lookup and no other is accepted by the table without that rule; where it says what no
/// right row says, the rule is needed.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="judge">What becomes of the messages of a row other than lookups.</param>
internal sealed class RuleTally(IAirTable table, Func<IReadOnlyList<RowMessage>, RowVerdict> judge)
{
    private static readonly LookupEntries Entries = new(InstructionPrograms.Run("registers").Source.Program);

    private readonly RowReader _reader = new(table);

    /// <summary>Rules that are needed.</summary>
    public SortedSet<string> Needed { get; } = [];

    /// <summary>All rules that a real row is subject to.</summary>
    /// <param name="row">A right row.</param>
    public IReadOnlyList<string> Rules(KoalaBear[] row)
    {
        _reader.Read(row);
        return [.. Enumerable.Range(0, _reader.Constraints.Count).Select(Constraint), .. _reader.Messages.Where(LookupEntries.IsLookup).Select(Lookup)];
    }

    /// <summary>The rules that a row breaks.</summary>
    public IReadOnlyList<string> Broken(KoalaBear[] row)
    {
        _reader.Read(row);
        return
        [
            .. Enumerable.Range(0, _reader.Constraints.Count).Where(i => !_reader.Constraints[i].IsZero).Select(Constraint),
            .. _reader.Messages.Where(LookupEntries.IsLookup).Select((message, i) => (message, i)).Where(entry => !Entries.Has(entry.message))
                .Select(entry => Lookup(entry.message, entry.i)),
        ];
    }

    /// <summary>Whether a row breaks one rule only and says something wrong; the rule is needed then.</summary>
    public bool Add(KoalaBear[] row)
    {
        var broken = Broken(row);
        var isForged = broken.Count == 1 && judge([.. _reader.Messages.Where(message => !LookupEntries.IsLookup(message))]) == RowVerdict.Forged;
        if (isForged)
        {
            Needed.Add(broken[0]);
        }

        return isForged;
    }

    /// <summary>Counts rules without which key generation refuses the table: it demands that multiplicities are selectors.</summary>
    /// <param name="count">How many constraints may be such, from the first one on.</param>
    public void AddRefused(int count)
    {
        foreach (var rule in Enumerable.Range(0, count).Where(rule => !Needed.Contains(Constraint(rule))).ToArray())
        {
            try
            {
                MachineDefinition machine = new() { Tables = [new TableWithout(table, rule)], Buses = RiscVMachine.Definition.Buses };
                Machine.Compile(machine, SystemParameters.Core128.ToMachineLimits());
            }
            catch (MachineDefinitionException exception) when (exception.Fault == MachineFault.MultiplicityNotBoolean)
            {
                Needed.Add(Constraint(rule));
            }
        }
    }

    private static string Constraint(int number) => $"constraint {number}";

    private static string Lookup(RowMessage message, int number) => $"{message.Bus.Name} {number}";
}
