// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields.Packed;

namespace PicoEngine.Backends.Cpu.Opening;

/// <summary>A pass over index ranges that is written once for all vector types.</summary>
internal interface IPackedPass
{
    /// <summary>Does indices <paramref name="start"/> to <paramref name="end"/> - 1, a multiple of the lanes; several ranges may run at a time.</summary>
    public void Run<TPacked>(int start, int end)
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>;
}
