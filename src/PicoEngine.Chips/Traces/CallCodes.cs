// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.SystemCalls;

namespace PicoEngine.Chips.Traces;

/// <summary>The system calls that tables of their own carry out.</summary>
public static class CallCodes
{
    private static readonly ConditionalWeakTable<Machine, FrozenSet<uint>> Known = [];

    /// <summary>The codes that the tables of a machine answer to.</summary>
    /// <remarks>
    /// The system-call table sends on the bus of calls, the others take off it. A table that carries out one call names its code there as a constant; one that
    /// carries out several adds up flags, of which a row has one, times codes, or lists them.
    /// </remarks>
    /// <param name="machine">A machine, whole or of a shape.</param>
    public static IReadOnlySet<uint> Of(Machine machine) => Known.GetValue(machine, static machine => machine.Tables
        .Where(table => table.Source is not SystemCallTable)
        .SelectMany(Codes)
        .ToFrozenSet());

    private static IEnumerable<uint> Codes(TableDefinition table) => table.Source is IRecordTable { Codes: { Count: > 0 } codes }
        ? codes
        : table.Interactions.Where(interaction => interaction.Bus == RiscVBuses.Call)
            .SelectMany(interaction => LinearForm.Of(interaction.Message[1], []).ValuesByFlag)
            .Select(code => code.ToCanonical());
}
