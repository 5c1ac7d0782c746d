// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Program;
using PicoEngine.Fields;
using PicoEngine.RiscV;

namespace PicoEngine.Chips.Tests.Rows;

/// <summary>
/// A prover that repairs: after a cell was changed it takes the first failing constraint or lookup, changes any other cell so that it holds again, and goes on
/// from there. Every row that it gets accepted is judged.
/// </summary>
internal sealed class RepairSearch(RowJudge judge, ProgramRows program)
{
    private readonly HashSet<int> _held = [];
    private IReadOnlyList<RowMessage> _before = [];
    private Action<KoalaBear[], RowVerdict>? _accepted;

    /// <summary>Rows looked at.</summary>
    public long Tried { get; private set; }

    /// <param name="cells">A right row.</param>
    /// <param name="move">The cells to change, and their new values.</param>
    /// <param name="depth">How many cells may be repaired.</param>
    /// <param name="accepted">Gets every row that constraints and lookup tables accept.</param>
    public void Run(KoalaBear[] cells, ReadOnlySpan<(int Column, KoalaBear Value)> move, int depth, Action<KoalaBear[], RowVerdict> accepted)
    {
        _before = judge.Messages(cells);
        _accepted = accepted;
        _held.Clear();
        KoalaBear[] changed = [.. cells];
        foreach (var (column, value) in move)
        {
            _held.Add(column);
            changed[column] = value;
        }

        Visit(changed, depth);
    }

    private void Visit(KoalaBear[] cells, int depth)
    {
        Tried++;
        var verdict = judge.Judge(cells, _before);
        if (verdict is not (RowVerdict.Constraint or RowVerdict.Lookup))
        {
            _accepted!(cells, verdict);
        }

        if (depth == 0 || verdict is not (RowVerdict.Constraint or RowVerdict.Lookup or RowVerdict.Impossible))
        {
            return;
        }

        foreach (var (defect, target) in Defects(cells))
        {
            for (var column = 0; column < cells.Length; column++)
            {
                if (_held.Contains(column))
                {
                    continue;
                }

                var kept = cells[column];
                foreach (var root in Roots(cells, column, defect, target).Where(root => root != kept))
                {
                    cells[column] = root;
                    _held.Add(column);
                    Visit(cells, depth - 1);
                    _held.Remove(column);
                }

                cells[column] = kept;
            }
        }
    }

    /// <summary>
    /// The first failing constraint; without one, what the elements of the first failing lookup could be instead; without one, what would make an impossible
    /// pc or address a possible one.
    /// </summary>
    private IEnumerable<(Func<RowReader, KoalaBear> Value, KoalaBear Target)> Defects(KoalaBear[] cells)
    {
        judge.Reader.Read(cells);
        var constraint = judge.Reader.Constraints.FindIndex(value => !value.IsZero);
        if (constraint >= 0)
        {
            return [(reader => reader.Constraints[constraint], KoalaBear.Zero)];
        }

        LookupEntries entries = new(program);
        var index = judge.Reader.Messages.FindIndex(message => LookupEntries.IsLookup(message) && !entries.Has(message));
        if (index >= 0)
        {
            return Defects(index, Targets(judge.Reader.Messages[index]));
        }

        index = judge.Reader.Messages.FindIndex(message => message.Bus == RiscVBuses.State && !message.IsReceive);
        var nextPc = judge.Reader.Messages[index].Elements[0];
        if (nextPc % 4 != 0 || nextPc < program.Image.TextBase || nextPc >= program.Image.TextEnd)
        {
            return Defects(index, [(0, program.Image.TextBase), (0, program.Image.TextEnd - 4)]);
        }

        index = judge.Reader.Messages.FindIndex(message => message.Bus == RiscVBuses.Memory && message.Elements[0] == 1);
        return index < 0 ? [] : Defects(index, [(1, MemoryMap.Start), (1, MemoryMap.End - 4)]);
    }

    private static IEnumerable<(Func<RowReader, KoalaBear> Value, KoalaBear Target)> Defects(int message, IEnumerable<(int Element, uint Value)> targets) =>
        [.. targets.Select(target => ((Func<RowReader, KoalaBear>)(reader => Element(reader, message, target.Element)), KoalaBear.FromCanonical(target.Value)))];

    private IEnumerable<(int Element, uint Value)> Targets(RowMessage message)
    {
        var elements = message.Elements;
        if (message.Bus == RiscVBuses.Program)
        {
            var index = (elements[0] - program.Image.TextBase) / 4;
            if (index >= program.Rows.Length)
            {
                return [(0, program[0].Pc)];
            }

            var row = program[index];
            uint[] right = [row.Pc, (uint)row.Kind, row.A, row.B, row.C, row.XElement.ToCanonical(), row.Y];
            return Enumerable.Range(0, right.Length).Where(i => right[i] != elements[i]).Select(i => (i, right[i])).Take(1);
        }

        if (message.Bus == RiscVBuses.Byte)
        {
            var wide = Enumerable.Range(1, 2).Where(i => elements[i] > 255).Take(1).ToArray();
            return wide.Length > 0 ? wide.SelectMany(i => new[] { (i, 0u), (i, elements[i] & 255), (i, 255u) })
                : [(3, elements[0] switch { 1 => elements[1] & elements[2], 2 => elements[1] | elements[2], 3 => elements[1] ^ elements[2], _ => 0 }), (0, 1)];
        }

        var mask = message.Bus == RiscVBuses.Range14 ? 0x3fffu : 0xffff;
        return [(0, elements[0] & mask), (0, 0), (0, mask)];
    }

    private static KoalaBear Element(RowReader reader, int message, int element) =>
        message < reader.Messages.Count && element < reader.Messages[message].Elements.Length
            ? KoalaBear.FromCanonical(reader.Messages[message].Elements[element]) : KoalaBear.Zero;

    /// <summary>The values of a cell that give an expression its target.</summary>
    private IReadOnlyList<KoalaBear> Roots(KoalaBear[] cells, int column, Func<RowReader, KoalaBear> expression, KoalaBear target)
    {
        var kept = cells[column];
        var (at0, at1) = (At(KoalaBear.Zero), At(KoalaBear.One));
        var slope = at1 - at0;
        var (at2, at3) = (At(KoalaBear.FromCanonical(2)), At(KoalaBear.FromCanonical(3)));
        var isLinear = at2 - at1 == slope && at3 - at2 == slope;
        IReadOnlyList<KoalaBear> roots = !isLinear ? SmallRoots.Of(At, target) : slope.IsZero ? [] : [(target - at0) * slope.Inverse()];
        cells[column] = kept;
        return roots;

        KoalaBear At(KoalaBear value)
        {
            cells[column] = value;
            judge.Reader.Read(cells);
            return expression(judge.Reader);
        }
    }
}
