// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Programs;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Rows;

/// <summary>What a row of a table says: which of its constraints fail, and the messages whose multiplicity is not zero.</summary>
internal sealed class RowReader : IRowConsumer<KoalaBear>
{
    private const int LongestMessage = 32;

    private readonly IAirTable _table;
    private readonly RowEvaluator<KoalaBear> _evaluator;
    private bool _stopAtBreach;

    public RowReader(IAirTable table)
    {
        _table = table;
        _evaluator = new RowEvaluator<KoalaBear>(this, LongestMessage);
    }

    /// <summary>The values of all constraints.</summary>
    public List<KoalaBear> Constraints { get; } = [];

    public List<RowMessage> Messages { get; } = [];

    public bool IsBroken { get; private set; }

    /// <param name="cells">One value per column.</param>
    /// <param name="stopAtBreach">Whether messages are of no interest once a constraint has failed.</param>
    public void Read(KoalaBear[] cells, bool stopAtBreach = false)
    {
        Constraints.Clear();
        Messages.Clear();
        IsBroken = false;
        _stopAtBreach = stopAtBreach;
        _evaluator.Evaluate(_table, cells, []);
    }

    public void Constraint(KoalaBear value)
    {
        Constraints.Add(value);
        IsBroken |= !value.IsZero;
    }

    public void Interaction(Bus bus, ReadOnlySpan<KoalaBear> message, KoalaBear multiplicity)
    {
        if (multiplicity.IsZero || (IsBroken && _stopAtBreach))
        {
            return;
        }

        // Nothing but 1 and -1 is a message; other multiplicities need a broken selector.
        var receives = multiplicity == KoalaBear.MinusOne;
        IsBroken |= !receives && multiplicity != KoalaBear.One;
        var elements = new uint[message.Length];
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = message[i].ToCanonical();
        }

        Messages.Add(new RowMessage(bus, elements, receives));
    }
}
