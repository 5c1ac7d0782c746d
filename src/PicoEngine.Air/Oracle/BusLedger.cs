// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Interactions;
using PicoEngine.Fields;

namespace PicoEngine.Air.Oracle;

/// <summary>The exact multiset of messages on buses: what is left after every send was added and every receive taken off, modulo p.</summary>
public sealed class BusLedger
{
    private readonly Dictionary<BusMessage, KoalaBear> _left = new(BusMessageComparer.Instance);

    /// <summary>True if every message adds up to zero.</summary>
    public bool IsBalanced => _left.Count == 0;

    /// <summary>The buses with a message left over, each once.</summary>
    public IReadOnlyList<Bus> Unbalanced => [.. _left.Keys.Select(message => message.Bus).Distinct().OrderBy(bus => bus.Id)];

    /// <summary>Adds a message so many times; a receive has a negative multiplicity.</summary>
    public void Add(Bus bus, ReadOnlySpan<KoalaBear> message, KoalaBear multiplicity)
    {
        if (multiplicity.IsZero)
        {
            return;
        }

        BusMessage key = new(bus, message.ToArray());
        var sum = _left.GetValueOrDefault(key) + multiplicity;
        if (sum.IsZero)
        {
            _left.Remove(key);
        }
        else
        {
            _left[key] = sum;
        }
    }

    /// <summary>The messages left over with their multiplicities.</summary>
    public IEnumerable<(Bus Bus, IReadOnlyList<KoalaBear> Message, KoalaBear Multiplicity)> Left =>
        _left.Select(entry => (entry.Key.Bus, (IReadOnlyList<KoalaBear>)entry.Key.Message, entry.Value));

    private readonly record struct BusMessage(Bus Bus, KoalaBear[] Message);

    private sealed class BusMessageComparer : IEqualityComparer<BusMessage>
    {
        public static readonly BusMessageComparer Instance = new();

        public bool Equals(BusMessage x, BusMessage y) => x.Bus.Id == y.Bus.Id && x.Message.AsSpan().SequenceEqual(y.Message);

        public int GetHashCode(BusMessage obj)
        {
            HashCode hash = default;
            hash.Add(obj.Bus.Id);
            foreach (var element in obj.Message)
            {
                hash.Add(element);
            }

            return hash.ToHashCode();
        }
    }
}
