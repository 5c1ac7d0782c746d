// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Interop;

namespace PicoEngine.Backends.Cuda.Zerocheck;

/// <summary>The blocks of a round's sums, and the launches that run them.</summary>
internal sealed class ItemList
{
    /// <summary>Tiles of a block: enough that its beginning and its partial sums cost little, few enough that the last blocks of a launch are short.</summary>
    public const int TilesOfItem = 8;

    private readonly List<NativeZerocheckItem> _items = [];
    private readonly List<(int First, int Count, int SharedBytes)> _launches = [];

    /// <summary>All blocks in the order of their partial sums.</summary>
    public IReadOnlyList<NativeZerocheckItem> Items => _items;

    /// <summary>Ranges of <see cref="Items"/> that one launch runs.</summary>
    public IReadOnlyList<(int First, int Count, int SharedBytes)> Launches => _launches;

    /// <summary>Adds a launch of the sections of a class.</summary>
    /// <param name="sections">The class.</param>
    /// <param name="coset">For the skip round.</param>
    /// <param name="tiles">How many tiles a section has; none if it has nothing to sum.</param>
    public void Add(SectionClass sections, int coset, Func<int, int> tiles)
    {
        var first = _items.Count;
        foreach (var section in sections.Sections)
        {
            var count = tiles(section);
            for (var tile = 0; tile < count; tile += TilesOfItem)
            {
                _items.Add(new()
                {
                    SectionOrTable = (uint)section,
                    Coset = (uint)coset,
                    First = (uint)tile,
                    Count = (uint)Math.Min(TilesOfItem, count - tile),
                });
            }
        }

        if (_items.Count > first)
        {
            _launches.Add((first, _items.Count - first, sections.SharedBytes));
        }
    }
}
