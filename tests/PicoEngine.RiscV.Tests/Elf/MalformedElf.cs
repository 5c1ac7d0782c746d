// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;

namespace PicoEngine.RiscV.Tests.Elf;

/// <summary>A file that the loader must refuse.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Error">The row of the error table that it ends in.</param>
/// <param name="Fragment">Part of the message: the field, its value or its place.</param>
/// <param name="Build">Makes the file.</param>
internal sealed record MalformedElf(string Name, ErrorCode Error, string Fragment, Func<byte[]> Build)
{
    public static IEnumerable<MalformedElf> All => [.. MalformedHeaders.Cases, .. MalformedSegments.Cases, .. MalformedText.Cases];
}
