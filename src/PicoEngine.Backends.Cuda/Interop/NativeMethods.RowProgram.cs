// SPDX-License-Identifier: MIT OR Apache-2.0

// Written by native/kernels/tools/generate_bindings.py from row_program.h; ./build.sh native writes it anew.

using System.Runtime.InteropServices;

namespace PicoEngine.Backends.Cuda.Interop;

/// <summary>The C structure <c>pico_row_instruction</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeRowInstruction
{
    internal ushort Target;
    internal ushort Left;
    internal ushort Right;
    internal byte Kind;
    internal byte Inputs;
}

/// <summary>The C structure <c>pico_row_constraint</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeRowConstraint
{
    internal uint Operand;
    internal uint IsInput;
    internal fixed uint Weight[5];
    internal uint Reserved;
}

/// <summary>The C structure <c>pico_column_place</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeColumnPlace
{
    internal ulong Offset;
    internal uint Group;
    internal uint Reserved;
}

/// <summary>The C structure <c>pico_form_term</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeFormTerm
{
    internal ulong GroupAndOffset;
    internal fixed uint Coefficient[5];
    internal uint Reserved;
}

/// <summary>The C structure <c>pico_base_term</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeBaseTerm
{
    internal ulong GroupAndOffset;
    internal uint Coefficient;
    internal uint Reserved;
}

internal static unsafe partial class NativeMethods
{
    internal const int RowLeftIsInput = 1;
    internal const int RowRightIsInput = 2;
}
