// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Rows;

/// <summary>
/// Rows that reach the same field element from another register value: the one that p or 2p more or less makes, with every carry, wrap and offset, and the
/// quarter that the equation wants. None may be accepted, whatever the wrong quarter is.
/// </summary>
internal static class AddressForgery
{
    private static readonly KoalaBear Quarter = KoalaBear.FromCanonical(4).Inverse();

    /// <param name="row">A right row with a register b, an immediate and an address.</param>
    /// <param name="offsets">The columns that hold the two low bits, lowest first; none for aligned words.</param>
    public static IEnumerable<RowEdit> Rows(Func<RowEdit> row, params string[] offsets)
    {
        var word = row().Word("b");
        foreach (var times in (int[])[-2, -1, 0, 1, 2])
        {
            var b = word + (times * (long)KoalaBear.Modulus);
            if (b is < 0 or > uint.MaxValue)
            {
                continue;
            }

            for (var offset = 0; offset < 1 << offsets.Length; offset++)
            {
                foreach (var carry in (int[])[-2, -1, 0, 1, 2])
                {
                    foreach (var wraps in (int[])[-1, 0, 1, 2])
                    {
                        var edit = row().SetWord("b", b).Set("address_wraps", wraps);
                        for (var bit = 0; bit < offsets.Length; bit++)
                        {
                            edit.Set(offsets[bit], offset >> bit & 1);
                        }

                        edit["address_quarter"] = (edit["b[0]"] + edit["imm"] - KoalaBear.Reduce(offset + (65536L * carry))) * Quarter;
                        yield return edit;
                    }
                }
            }
        }
    }
}
