// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Assembler;

/// <summary>Register numbers by their names in the calling convention.</summary>
public static class Registers
{
    public const int Zero = 0;
    public const int Ra = 1;
    public const int Sp = 2;
    public const int Gp = 3;
    public const int Tp = 4;
    public const int T0 = 5;
    public const int T1 = 6;
    public const int T2 = 7;
    public const int S0 = 8;
    public const int S1 = 9;
    public const int A0 = 10;
    public const int A1 = 11;
    public const int A2 = 12;
    public const int A3 = 13;
    public const int A4 = 14;
    public const int A5 = 15;
    public const int A6 = 16;
    public const int A7 = 17;
    public const int S2 = 18;
    public const int S3 = 19;
    public const int S4 = 20;
    public const int S5 = 21;
    public const int S6 = 22;
    public const int S7 = 23;
    public const int S8 = 24;
    public const int S9 = 25;
    public const int S10 = 26;
    public const int S11 = 27;
    public const int T3 = 28;
    public const int T4 = 29;
    public const int T5 = 30;
    public const int T6 = 31;
}
