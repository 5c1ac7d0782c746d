// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Memory;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Interpreter;

/// <summary>What an unconstrained block must put back: registers, program counter, cycle count and memory. Made just after its ENTER.</summary>
internal sealed unsafe class UnconstrainedBlock(Machine machine) : IDisposable
{
    private readonly uint[] _registers = new ReadOnlySpan<uint>(machine.Registers, RegisterNumbers.Count).ToArray();
    private readonly CodeWord* _resume = machine.Ip;

    /// <summary>Cycles of the run up to the ENTER that began the block, which it includes.</summary>
    public ulong ConstrainedCycles { get; } = machine.Cycles;

    public UndoPages Pages { get; } = new(machine.Memory);

    /// <summary>Undoes the block; execution goes on after its ENTER with 0 in t0.</summary>
    public void Leave()
    {
        const int T0 = 5;
        _registers.CopyTo(new Span<uint>(machine.Registers, RegisterNumbers.Count));
        machine.Registers[T0] = 0;
        machine.Ip = _resume;
        machine.Cycles = ConstrainedCycles;
        Pages.Restore();
    }

    public void Dispose() => Pages.Dispose();
}
