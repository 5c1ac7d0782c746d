// SPDX-License-Identifier: MIT OR Apache-2.0

// Written by native/kernels/tools/generate_bindings.py from zerocheck.h; ./build.sh native writes it anew.

using System.Runtime.InteropServices;

namespace PicoEngine.Backends.Cuda.Interop;

/// <summary>The C structure <c>pico_zerocheck_term</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeZerocheckTerm
{
    internal uint Input;
    internal uint Reserved;
    internal fixed uint Coefficient[5];
    internal uint ReservedToo;
}

/// <summary>The C structure <c>pico_zerocheck_form</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeZerocheckForm
{
    internal uint FirstTerm;
    internal uint TermCount;
    internal fixed uint Constant[5];
    internal uint Reserved;
}

/// <summary>The C structure <c>pico_zerocheck_leaf</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeZerocheckLeaf
{
    internal uint Kind;
    internal uint FirstForm;
    internal uint Left;
    internal uint Right;
}

/// <summary>The C structure <c>pico_zerocheck_combination</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeZerocheckCombination
{
    internal uint FirstSummand;
    internal uint SummandCount;
}

/// <summary>The C structure <c>pico_zerocheck_summand</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeZerocheckSummand
{
    internal uint Column;
    internal uint Coefficient;
}

/// <summary>The C structure <c>pico_zerocheck_section</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeZerocheckSection
{
    internal uint Table;
    internal uint FirstColumn;
    internal uint ColumnCount;
    internal uint RegisterCount;
    internal uint FirstInstruction;
    internal uint InstructionCount;
    internal uint FirstConstant;
    internal uint FirstConstraint;
    internal uint HasConstraints;
    internal uint FirstLeaf;
    internal uint LeafCount;
    internal uint FirstConstraintLeaf;
    internal uint ConstraintLeafCount;
    internal fixed uint Reserved[3];
}

/// <summary>The C structure <c>pico_zerocheck_rows</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeZerocheckRows
{
    internal ulong Offset;
    internal uint Stride;
    internal uint Height;
    internal uint ColumnCount;
    internal uint FirstPlace;
    internal fixed uint Reserved[2];
}

/// <summary>The C structure <c>pico_zerocheck_item</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeZerocheckItem
{
    internal uint SectionOrTable;
    internal uint Coset;
    internal uint First;
    internal uint Count;
}

/// <summary>The C structure <c>pico_zerocheck_total</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeZerocheckTotal
{
    internal uint FirstBlock;
    internal uint EndBlock;
    internal uint FirstSlot;
    internal uint SlotStep;
    internal uint SlotCount;
    internal fixed uint Reserved[3];
}

/// <summary>The C structure <c>pico_zerocheck_program</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeZerocheckProgram
{
    internal ulong Sections;
    internal ulong Columns;
    internal ulong Combinations;
    internal ulong Summands;
    internal ulong Instructions;
    internal ulong Constants;
    internal ulong Constraints;
    internal ulong Terms;
    internal ulong Forms;
    internal ulong Leaves;
}

internal static unsafe partial class NativeMethods
{
    internal const int ZerocheckThreads = 32;
    internal const int ZerocheckSkipRegisterBytes = 512;
    internal const int ZerocheckVariableRegisterBytes = 640;
    internal const int ZerocheckRowsOfItem = 1024;
    internal const int LeafLinear = 0;
    internal const int LeafSquare = 1;
    internal const int LeafProductOfTwo = 2;
    internal const int LeafProductOfThree = 3;
    internal const int LeafScaled = 4;
    internal const uint ZerocheckCombined = 0x80000000;
    internal const uint ZerocheckOne = 0xFFFFFFFF;

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_zerocheck_eq_weights(StreamHandle stream, BufferHandle point, nuint pointElementOffset, int variableCount, nuint count, BufferHandle weights, nuint weightsElementOffset, nuint stride);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_zerocheck_slot_count(int logSkip, out int slotCount);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_zerocheck_skip_sums(StreamHandle stream, int logSkip, BufferHandle program, in NativeZerocheckProgram layout, BufferHandle tables, nuint tablesByteOffset, BufferHandle places, nuint placesByteOffset, BufferHandle preprocessed, BufferHandle boundary, BufferHandle mainGroup, BufferHandle items, nuint itemsByteOffset, nuint firstItem, nuint itemCount, nuint sharedByteCount, BufferHandle constraintWeights, BufferHandle leafWeights, nuint weightStride, int onRows, BufferHandle partialSums);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_zerocheck_variable_sums(StreamHandle stream, BufferHandle program, in NativeZerocheckProgram layout, BufferHandle tables, nuint tablesByteOffset, BufferHandle columns, BufferHandle items, nuint itemsByteOffset, nuint firstItem, nuint itemCount, nuint sharedByteCount, BufferHandle constraintWeights, BufferHandle leafWeights, nuint weightStride, BufferHandle partialSums);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_zerocheck_add_partial_sums(StreamHandle stream, BufferHandle partialSums, BufferHandle totals, nuint totalsByteOffset, nuint totalCount, int slotCount, BufferHandle sums);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_zerocheck_bind_skip(StreamHandle stream, int logSkip, BufferHandle places, nuint placesByteOffset, BufferHandle preprocessed, BufferHandle boundary, BufferHandle mainGroup, BufferHandle tables, nuint tablesByteOffset, BufferHandle items, nuint itemsByteOffset, nuint itemCount, BufferHandle weights, BufferHandle columns);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_zerocheck_bind(StreamHandle stream, BufferHandle tables, nuint sourcesByteOffset, nuint targetsByteOffset, BufferHandle items, nuint itemsByteOffset, nuint itemCount, BufferHandle challenge, nuint challengeElementOffset, BufferHandle columns, BufferHandle boundColumns);
}
