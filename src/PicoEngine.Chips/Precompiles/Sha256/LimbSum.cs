// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Chips.Precompiles.Sha256;

/// <summary>A sum of words, limb by limb and unreduced.</summary>
internal struct LimbSum
{
    public long Low { get; private set; }

    public long High { get; private set; }

    public void Add(uint word)
    {
        Low += word & 0xffff;
        High += word >> 16;
    }
}
