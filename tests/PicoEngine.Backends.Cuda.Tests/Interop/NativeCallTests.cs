// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Interop;
using Xunit;

namespace PicoEngine.Backends.Cuda.Tests.Interop;

public sealed class NativeCallTests
{
    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 7, true)]
    [InlineData(1, 0, false)]
    [InlineData(-1, 9, false)]
    public void IsCompatible_wants_the_same_major_and_at_least_the_minor_version(int major, int minor, bool expected) =>
        Assert.Equal(expected, NativeCall.IsCompatible((uint)((NativeMethods.AbiVersionMajor + major) << 16 | (NativeMethods.AbiVersionMinor + minor))));
}
