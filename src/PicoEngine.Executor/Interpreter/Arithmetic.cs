// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Interpreter;

/// <summary>Division of the M extension, which traps on nothing (unprivileged specification, table 13.1).</summary>
internal static class Arithmetic
{
    public static uint Divide(uint dividend, uint divisor) =>
        divisor == 0 ? uint.MaxValue
        : divisor == uint.MaxValue ? 0 - dividend // also int.MinValue / -1, which overflows to int.MinValue
        : (uint)((int)dividend / (int)divisor);

    public static uint DivideUnsigned(uint dividend, uint divisor) => divisor == 0 ? uint.MaxValue : dividend / divisor;

    public static uint Remainder(uint dividend, uint divisor) =>
        divisor == 0 ? dividend
        : divisor == uint.MaxValue ? 0
        : (uint)((int)dividend % (int)divisor);

    public static uint RemainderUnsigned(uint dividend, uint divisor) => divisor == 0 ? dividend : dividend % divisor;
}
