// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Syscalls;

/// <summary>The text streams of a guest; the values are its file descriptors.</summary>
public enum GuestDescriptor
{
    StandardOutput = 1,
    StandardError = 2,
}
