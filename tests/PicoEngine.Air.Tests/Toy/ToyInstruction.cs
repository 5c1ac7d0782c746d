// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Air.Tests.Toy;

/// <summary>An instruction: register or word (S0, A0) plus word A1 to register or word (S2, A2); the fields of a ROM row in order.</summary>
internal readonly record struct ToyInstruction(int Pc, int NextPc, int S0, int A0, int A1, int S2, int A2, int Operation)
{
    public int[] Fields => [Pc, NextPc, S0, A0, A1, S2, A2, Operation];
}
