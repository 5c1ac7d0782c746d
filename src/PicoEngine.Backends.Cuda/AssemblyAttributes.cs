// SPDX-License-Identifier: MIT OR Apache-2.0

// Structures cross the C ABI as they lie in memory; the source generator of LibraryImport writes everything else.
[assembly: System.Runtime.CompilerServices.DisableRuntimeMarshalling]
