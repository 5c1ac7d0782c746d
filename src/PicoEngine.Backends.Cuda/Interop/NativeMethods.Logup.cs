// SPDX-License-Identifier: MIT OR Apache-2.0

// Written by native/kernels/tools/generate_bindings.py from logup.h; ./build.sh native writes it anew.

using System.Runtime.InteropServices;

namespace PicoEngine.Backends.Cuda.Interop;

/// <summary>The C structure <c>pico_logup_table</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeLogupTable
{
    internal uint Height;
    internal uint FirstLeaf;
    internal uint LeafCount;
    internal uint Reserved;
}

/// <summary>The C structure <c>pico_logup_leaf</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeLogupLeaf
{
    internal uint FirstInteraction;
    internal uint InteractionCount;
}

/// <summary>The C structure <c>pico_logup_interaction</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeLogupInteraction
{
    internal uint FingerprintStart;
    internal uint FingerprintCount;
    internal uint MultiplicityStart;
    internal uint MultiplicityCount;
    internal fixed uint Constant[5];
    internal uint MultiplicityConstant;
    internal fixed uint Reserved[2];
}

internal static unsafe partial class NativeMethods
{
    internal const int LogupHostVariables = 7;
    internal const int LogupMaxLogRows = 26;
    internal const int LogupMaxGroups = 4096;
    internal const int LogupTopWords = 1280;
    internal const int LogupWindowWords = 45;
    internal const int LogupEntryWords = 2560;

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_logup_program_create(StreamHandle stream, in NativeLogupTable tables, nuint tableCount, in NativeLogupLeaf leaves, nuint leafCount, in NativeLogupInteraction interactions, nuint interactionCount, in NativeFormTerm fingerprintTerms, nuint fingerprintTermCount, in NativeBaseTerm multiplicityTerms, nuint multiplicityTermCount, out LogupProgramHandle program);

    [LibraryImport(Library)]
    internal static partial void pico_logup_program_destroy(nint program);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_logup_tree_size(int logRows, in uint heights, nuint groupCount, out nuint byteCount);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_logup_tree_create(StreamHandle stream, int logRows, in uint heights, nuint groupCount, out LogupTreeHandle tree);

    [LibraryImport(Library)]
    internal static partial void pico_logup_tree_destroy(nint tree);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_logup_tree_build(StreamHandle stream, LogupTreeHandle tree, LogupProgramHandle program, BufferHandle preprocessed, BufferHandle boundary, BufferHandle main);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_logup_tree_restore_leaves(StreamHandle stream, LogupTreeHandle tree, LogupProgramHandle program, BufferHandle preprocessed, BufferHandle boundary, BufferHandle main);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_logup_tree_build_from(StreamHandle stream, LogupTreeHandle tree, in uint nodes, nuint leafCount);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_logup_tree_restore_leaves_from(StreamHandle stream, LogupTreeHandle tree, in uint nodes, nuint leafCount);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_logup_tree_copy_top(StreamHandle stream, LogupTreeHandle tree, BufferHandle nodes);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_logup_layer_begin(StreamHandle stream, LogupTreeHandle tree, int layer, in uint point, in uint lambda, BufferHandle sums);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_logup_layer_next_variables(LogupTreeHandle tree, out int variables);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_logup_layer_continue(StreamHandle stream, LogupTreeHandle tree, in uint first, in uint second, BufferHandle sums);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_logup_layer_finish(StreamHandle stream, LogupTreeHandle tree, in uint first, in uint second, BufferHandle entries);
}
