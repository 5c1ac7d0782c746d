// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Air.Machines;

/// <summary>A machine, or a program's part of its key, breaks a rule of key generation.</summary>
public sealed class MachineDefinitionException : Exception
{
    /// <summary>Names the rule, the place and the particulars.</summary>
    public MachineDefinitionException(MachineFault fault, string place, string detail)
        : base($"{place}: {detail} ({fault})")
    {
        Fault = fault;
        Place = place;
    }

    /// <summary>The rule.</summary>
    public MachineFault Fault { get; }

    /// <summary>The table, or the part of the machine.</summary>
    public string Place { get; }
}
