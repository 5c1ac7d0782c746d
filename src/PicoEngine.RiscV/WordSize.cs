// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.RiscV;

/// <summary>Width of a register. The machine proves RV32; what is free in the decoder is written for both.</summary>
public enum WordSize
{
    Rv32 = 32,
    Rv64 = 64,
}
