// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Profiling;

/// <summary>A function as a profile names it.</summary>
/// <param name="Name">Its symbol; where the code has none, the address that was called, 0x and eight digits.</param>
/// <param name="Address">Its first instruction.</param>
public sealed record ProfiledFunction(string Name, uint Address);
