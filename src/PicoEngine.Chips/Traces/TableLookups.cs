// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Symbolic;
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
        string name, TraceMatrix trace, ImmutableArray<(Interaction Lookup, LookupTarget Target)> lookups, ReadOnlySpan<KoalaBear> publicValues)
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

    private static Lookup Resolve(Interaction lookup, LookupTarget target, KoalaBear[] publicValues)
    {
        var elements = lookup.Message.Select(element => LinearForm.Of(element, publicValues)).ToArray();
        var row = Polynomial.Zero;
        foreach (var term in target.Row.Terms)
        {
            var factor = Polynomial.Constant(term.Coefficient);
            row += term.Variables.IsEmpty ? factor : factor * lookup.Message[term.Variables[0]];
        }

        List<Candidate> candidates = [];
        foreach (var answer in target.Answers)
        {
            // What is the same in all rows, or implied by the row, needs no comparison per message.
            var fixedElements = Enumerable.Range(0, elements.Length).Where(i => answer.Constants[i] is not null && elements[i].Constant is not null).ToArray();
            if (fixedElements.All(i => answer.Constants[i] == elements[i].Constant))
            {
                candidates.Add(new Candidate(
                    answer, [.. Enumerable.Range(0, elements.Length).Where(i => !fixedElements.Contains(i) && !answer.IsImplied[i])]));
            }
        }

        return new Lookup(lookup.Bus.Name, elements, LinearForm.Of(row, publicValues), target.Height, [.. candidates]);
    }

    private void Count(LookupBatch batch, Lookup lookup, int start, int rows)
    {
        var targets = batch.TargetRows.AsSpan(0, rows);
        ElementSpans.ToCanonical(lookup.Row.Evaluate(_trace, start, batch.Form.AsSpan(0, rows)), targets);
        if (lookup.Candidates.Length == 1 && lookup.Candidates[0].Compared.Length == 0)
        {
            var counts = batch.Counts.AsSpan(lookup.Candidates[0].Answer.FirstCount, lookup.Height);
            for (var i = 0; i < targets.Length; i++)
            {
                var multiplicity = batch.Multiplicities[i];
                if (targets[i] < (uint)counts.Length)
                {
                    counts[(int)targets[i]] += multiplicity;
                }
                else if (multiplicity != 0)
                {
                    throw new UnknownLookupException(_name, start + i, lookup.Bus);
                }
            }

            return;
        }

        CountCompared(batch, lookup, start, targets);
    }

    private void CountCompared(LookupBatch batch, Lookup lookup, int start, ReadOnlySpan<uint> targets)
    {
        var arity = lookup.Elements.Length;
        foreach (var element in lookup.Candidates.SelectMany(candidate => candidate.Compared).Distinct())
        {
            var room = batch.Elements.AsSpan(element * LookupBatch.Rows, targets.Length);
            var values = lookup.Elements[element].Evaluate(_trace, start, room);
            if (!values.Overlaps(room))
            {
                values.CopyTo(room);
            }
        }

        for (var i = 0; i < targets.Length; i++)
        {
            if (batch.Multiplicities[i] == 0)
            {
                continue;
            }

            var found = false;
            if (targets[i] < (uint)lookup.Height)
            {
                foreach (var (answer, compared) in lookup.Candidates)
                {
                    var entry = answer.Entries.AsSpan((int)targets[i] * arity, arity);
                    if (Matches(batch.Elements, i, entry, compared))
                    {
                        batch.Counts[answer.FirstCount + (int)targets[i]] += batch.Multiplicities[i];
                        found = true;
                        break;
                    }
                }
            }

            if (!found)
            {
                throw new UnknownLookupException(_name, start + i, lookup.Bus);
            }
        }
    }

    private static bool Matches(KoalaBear[] elements, int row, ReadOnlySpan<KoalaBear> entry, int[] compared)
    {
        foreach (var element in compared)
        {
            if (elements[(element * LookupBatch.Rows) + row] != entry[element])
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Lookup(string Bus, LinearForm[] Elements, LinearForm Row, int Height, Candidate[] Candidates);

    private readonly record struct Candidate(LookupAnswer Answer, int[] Compared);
}
