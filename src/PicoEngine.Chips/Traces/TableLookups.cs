// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Symbolic;
using PicoEngine.Chips.Ranges;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Chips.Traces;

/// <summary>The lookups of a table of one shard, ready to be counted.</summary>
internal sealed class TableLookups
{
    private readonly string _name;
    private readonly TraceMatrix _trace;
    private readonly (LinearForm Multiplicity, Lookup[] Lookups)[] _groups;

    public TableLookups(
        string name, TraceMatrix trace, ImmutableArray<(Interaction Lookup, LookupBus Target)> lookups, ReadOnlySpan<KoalaBear> publicValues)
    {
        _name = name;
        _trace = trace;
        var values = publicValues.ToArray();
        _groups =
        [
            .. lookups.GroupBy(pair => pair.Lookup.Multiplicity).Select(group =>
                (LinearForm.Of(group.Key, values), group.Select(pair => Resolve(pair.Lookup, pair.Target, values)).ToArray())),
        ];
    }

    /// <summary>Counts what the rows from <paramref name="start"/> on look up.</summary>
    public void Count(LookupBatch batch, int start, int length)
    {
        for (var end = Math.Min(start + length, _trace.Height); start < end; start += LookupBatch.Rows)
        {
            var rows = Math.Min(LookupBatch.Rows, end - start);
            foreach (var (multiplicity, lookups) in _groups)
            {
                var multiplicities = batch.Multiplicities.AsSpan(0, rows);
                ElementSpans.ToCanonical(multiplicity.Evaluate(_trace, start, batch.Form.AsSpan(0, rows)), multiplicities);
                if (!multiplicities.ContainsAnyExcept(0u))
                {
                    continue;
                }

                foreach (var lookup in lookups)
                {
                    Count(batch, lookup, start, rows);
                }
            }
        }
    }

    private static Lookup Resolve(Interaction lookup, LookupBus target, KoalaBear[] publicValues)
    {
        var elements = lookup.Message.Select(element => LinearForm.Of(element, publicValues)).ToArray();
        var row = Polynomial.Zero;
        foreach (var term in target.Row.Form.Terms)
        {
            var factor = Polynomial.Constant(term.Coefficient);
            row += term.Variables.IsEmpty ? factor : factor * lookup.Message[term.Variables[0]];
        }

        // What is the same in all rows needs no comparison per message.
        var candidates = target.Answers.Where(answer => !Enumerable.Range(0, elements.Length).Any(
            i => answer.Constants[i] is { } constant && elements[i].Constant is { } value && constant != value)).ToArray();
        int[]? compared = candidates.Length != 1 ? null
            : [.. Enumerable.Range(0, elements.Length).Where(i => !candidates[0].IsImplied[i] && (candidates[0].Constants[i] is null || elements[i].Constant is null))];
        return new Lookup(target.Row, elements, LinearForm.Of(row, publicValues), target.Height, candidates, compared);
    }

    private void Count(LookupBatch batch, Lookup lookup, int start, int rows)
    {
        var targets = batch.TargetRows.AsSpan(0, rows);
        ElementSpans.ToCanonical(lookup.Form.Evaluate(_trace, start, batch.Form.AsSpan(0, rows)), targets);
        lookup.Row.ToRows(targets);
        if (lookup.Compared is { } compared)
        {
            foreach (var element in compared)
            {
                var values = lookup.Elements[element].Evaluate(_trace, start, batch.Form.AsSpan(0, rows));
                lookup.Candidates[0].Elements[element].Check(values, targets, lookup.Height);
            }

            CountKnown(batch, lookup, start, targets);
        }
        else
        {
            CountCompared(batch, lookup, start, targets);
        }
    }

    /// <summary>Counts rows of the one answer there is; a row that does not exist is no answer.</summary>
    private void CountKnown(LookupBatch batch, Lookup lookup, int start, ReadOnlySpan<uint> targets)
    {
        var counts = batch.Counts.AsSpan(lookup.Candidates[0].FirstCount, lookup.Height);
        var multiplicities = batch.Multiplicities.AsSpan(0, targets.Length);
        for (var i = 0; i < targets.Length; i++)
        {
            if (targets[i] < (uint)counts.Length)
            {
                counts[(int)targets[i]] += multiplicities[i];
            }
            else if (multiplicities[i] != 0)
            {
                throw new UnknownLookupException(_name, start + i, lookup.Row.Bus.Name);
            }
        }
    }

    private void CountCompared(LookupBatch batch, Lookup lookup, int start, ReadOnlySpan<uint> targets)
    {
        var arity = lookup.Elements.Length;
        var messages = Messages(batch, lookup, start, targets.Length);
        var counts = batch.Counts.AsSpan();
        var multiplicities = batch.Multiplicities.AsSpan(0, targets.Length);
        for (var i = 0; i < targets.Length; i++)
        {
            if (multiplicities[i] == 0)
            {
                continue;
            }

            var message = messages.Slice(i * arity, arity);
            if (targets[i] >= (uint)lookup.Height || Find(lookup, message, (int)targets[i]) is not { } answer)
            {
                throw new UnknownLookupException(_name, start + i, lookup.Row.Bus.Name);
            }

            counts[answer.FirstCount + (int)targets[i]] += multiplicities[i];
        }
    }

    /// <summary>The messages of some rows, <c>[row][element]</c>, as Montgomery words: equal elements are equal words.</summary>
    private ReadOnlySpan<uint> Messages(LookupBatch batch, Lookup lookup, int start, int rows)
    {
        var arity = lookup.Elements.Length;
        var messages = batch.Messages.AsSpan(0, rows * arity);
        for (var element = 0; element < arity; element++)
        {
            var values = MemoryMarshal.Cast<KoalaBear, uint>(lookup.Elements[element].Evaluate(_trace, start, batch.Form.AsSpan(0, rows)));
            for (int i = 0, at = element; i < values.Length; i++, at += arity)
            {
                messages[at] = values[i];
            }
        }

        return messages;
    }

    private static LookupAnswer? Find(Lookup lookup, ReadOnlySpan<uint> message, int row)
    {
        foreach (var answer in lookup.Candidates)
        {
            // The first element is often what tells answers apart; comparing the constant leaves the entries of the other answers out of the cache.
            if (answer.Constants[0] is { } first && first.ToMontgomery() != message[0])
            {
                continue;
            }

            if (MemoryMarshal.Cast<KoalaBear, uint>(answer.Entries).Slice(row * message.Length, message.Length).SequenceEqual(message))
            {
                return answer;
            }
        }

        return null;
    }

    /// <summary>A lookup; where only one answer can be meant, the places at which messages must be compared with it.</summary>
    private sealed record Lookup(LookupRow Row, LinearForm[] Elements, LinearForm Form, int Height, LookupAnswer[] Candidates, int[]? Compared);
}
