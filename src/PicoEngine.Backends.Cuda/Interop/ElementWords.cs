// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Cuda.Interop;

/// <summary>Elements as the C ABI takes them: five words each, read before the call returns.</summary>
internal static class ElementWords
{
    /// <summary>The words of an element in place.</summary>
    public static ref readonly uint Of(in KoalaBearExtension5 element) =>
        ref Unsafe.As<KoalaBearExtension5, uint>(ref Unsafe.AsRef(in element)); // Safe: an element is five Montgomery words and nothing else.
}
