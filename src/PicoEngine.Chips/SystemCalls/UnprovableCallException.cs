// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;

namespace PicoEngine.Chips.SystemCalls;

/// <summary>A run makes a system call that no table of the machine carries out.</summary>
public sealed class UnprovableCallException : Exception
{
    /// <summary>Names the call.</summary>
    public UnprovableCallException(uint code)
        : base(string.Create(CultureInfo.InvariantCulture, $"No table of the machine proves the system call 0x{code:x8}.")) => Code = code;

    /// <summary>Its code.</summary>
    public uint Code { get; }
}
