// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Profiling;

/// <summary>What one function cost by itself.</summary>
/// <param name="Name">Its symbol; <c>(no symbol)</c> for all code that lies in no function of the symbol table.</param>
/// <param name="Cycles">Instructions executed in it, those of the functions that it calls not included.</param>
/// <param name="Entries">Times that its first instruction was executed; 0 for code without a symbol.</param>
public sealed record FunctionCycles(string Name, ulong Cycles, ulong Entries);
