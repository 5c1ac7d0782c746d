// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Symbolic;
using PicoEngine.Backends.Programs;

namespace PicoEngine.Backends.Cuda.Zerocheck;

/// <summary>Cuts the terms of a table into sections: one if it fits, else constraints first, and leaves where most of their columns are.</summary>
internal sealed class SectionBuilder
{
    private readonly TableTerms _terms;
    private readonly SectionShape _shape;
    private readonly int _inputs;
    private readonly ColumnCombinations _combinations;
    private readonly List<Part> _parts = [];

    private SectionBuilder(TableTerms terms, SectionShape shape)
    {
        (_terms, _shape) = (terms, shape);
        _inputs = terms.Table.Columns.Width + (shape.RealRowIsOne ? 0 : 1);
        _combinations = new(_inputs, shape.RealRowIsOne ? ColumnCombinations.One : terms.Table.Columns.Width);
    }

    /// <summary>The sections of a table.</summary>
    /// <exception cref="InvalidOperationException">A part of a constraint or a leaf takes more shared memory than a block of the device has.</exception>
    public static ZerocheckSection[] Build(TableTerms terms, SectionShape shape)
    {
        SectionBuilder builder = new(terms, shape);
        LeafUnit[] leaves = [.. LeafUnit.OfLeaves(terms, builder._combinations).SelectMany(builder.Fitting)];
        if (terms.Table.Columns.Width * shape.ColumnBytes <= shape.TargetBytes)
        {
            Part all = new(ConstraintParts.Whole(terms));
            all.Leaves.AddRange(leaves);
            var whole = builder.Compile(all);
            if (whole.SharedBytes <= shape.TargetBytes)
            {
                return [whole];
            }
        }

        // Monomials take about as long as operations, but no registers.
        LeafUnit[] monomials = [.. LeafUnit.OfConstraints(terms, shape.RealRowIsOne, builder._combinations)];
        if (monomials.Sum(unit => unit.Forms[0].Coefficients.Count) <= 2 * terms.Table.Program.Instructions.Length)
        {
            foreach (var unit in monomials)
            {
                builder.PartFor(unit).ConstraintLeaves.Add(unit);
            }
        }
        else
        {
            builder.AddConstraints(ConstraintParts.Summands(terms));
        }

        foreach (var leaf in leaves)
        {
            builder.PartFor(leaf).Leaves.Add(leaf);
        }

        var sections = builder._parts.Select(builder.Compile).ToArray();
        return sections.All(section => section.SharedBytes <= shape.MaximumBytes) ? sections
            : throw new InvalidOperationException($"A part of the table {terms.Table.Name} takes {sections.Max(section => section.SharedBytes)} bytes of shared memory.");
    }

    /// <summary>The unit, or several whose sum it is where its columns do not fit into a block: a product of forms is one of each half of the longest.</summary>
    private IEnumerable<LeafUnit> Fitting(LeafUnit unit)
    {
        var longest = Enumerable.Range(0, unit.Forms.Length).MaxBy(i => unit.Forms[i].Coefficients.Count);
        return _shape.Bytes(new ColumnSet(Columns(unit)).Count, 0) <= _shape.MaximumBytes || unit.Forms[longest].Coefficients.Count < 2
            ? [unit]
            : unit.Forms[longest].Halves().SelectMany(half => Fitting(unit with { Forms = [.. unit.Forms.Select((form, i) => i == longest ? half : form)] }));
    }

    private void AddConstraints(ConstraintPart[] constraints)
    {
        var columns = ColumnsOfInstructions();
        foreach (var constraint in constraints)
        {
            // The rest is for intermediate values.
            PartFor(new(columns[constraint.Instruction]), _shape.TargetBytes * 3 / 4).Constraints.Add(constraint);
        }

        var parts = _parts.ToArray();
        _parts.Clear();
        foreach (var part in parts)
        {
            AddCompiled([.. part.Constraints]);
        }
    }

    /// <summary>Adds constraints as one part, or as several if their intermediate values take too much.</summary>
    private void AddCompiled(ReadOnlySpan<ConstraintPart> constraints)
    {
        Part part = new(constraints);
        var compiled = Compile(part);
        if (compiled.SharedBytes > _shape.TargetBytes && constraints.Length > 1)
        {
            AddCompiled(constraints[..(constraints.Length / 2)]);
            AddCompiled(constraints[(constraints.Length / 2)..]);
            return;
        }

        part.Columns.Add(new(compiled.Columns));
        part.RegisterCount = compiled.RegisterCount;
        _parts.Add(part);
    }

    private Part PartFor(LeafUnit unit) =>
        PartFor(new(Columns(unit)), _shape.TargetBytes);

    /// <summary>The part that lacks the fewest of these columns, with them added; a new one if they fit into none.</summary>
    private Part PartFor(ColumnSet columns, int bytes)
    {
        Part? best = null;
        var bestMissing = int.MaxValue;
        foreach (var part in _parts)
        {
            var missing = columns.CountBeside(part.Columns);
            if (missing < bestMissing && _shape.Bytes(part.Columns.Count + missing, part.RegisterCount) <= bytes)
            {
                (best, bestMissing) = (part, missing);
            }
        }

        if (best is null)
        {
            best = new([]);
            _parts.Add(best);
        }

        best.Columns.Add(columns);
        return best;
    }

    /// <summary>The columns that each instruction's value depends on.</summary>
    private int[][] ColumnsOfInstructions()
    {
        var program = _terms.Table.Program;
        var columns = new int[program.Instructions.Length][];
        for (var i = 0; i < columns.Length; i++)
        {
            var (kind, left, right, _) = program.Instructions[i];
            columns[i] = kind switch
            {
                ExpressionKind.Column => [left],
                ExpressionKind.RealRow => _shape.RealRowIsOne ? [] : [program.Columns],
                ExpressionKind.Add or ExpressionKind.Subtract or ExpressionKind.Multiply => [.. columns[left].Union(columns[right])],
                ExpressionKind.Negate => columns[left],
                _ => [],
            };
        }

        return columns;
    }

    /// <summary>The columns and combinations that an entry reads.</summary>
    private IEnumerable<int> Columns(LeafUnit unit) => unit.Forms.SelectMany(Columns).Concat(unit.Factors.Select(Number));

    private int Number(int variable) => variable == Polynomial.RealRow ? _terms.Table.Columns.Width : variable;

    private IEnumerable<int> Columns(LinearForm form) => form.Coefficients.Where(item => !item.Value.IsZero && (item.Key >= 0 || !_shape.RealRowIsOne))
        .Select(item => Number(item.Key));

    private ZerocheckSection Compile(Part part)
    {
        var program = part.Constraints.Count == 0
            ? new RowProgram([], [], [], [], _inputs)
            : RowProgram.Compile(
                _terms.Table, _terms.PublicValues, _shape.RealRowIsOne, [.. part.Constraints.Select((constraint, i) => (constraint.Instruction, i))], []);
        int[] columns = [.. part.Leaves.Concat(part.ConstraintLeaves).SelectMany(Columns).Concat(Inputs(program)).Distinct().Order()];
        return new(
            _terms, columns, [.. part.Constraints.Select(constraint => constraint.Weight)], program, [.. part.Leaves], [.. part.ConstraintLeaves],
            _combinations, _inputs, _shape.Bytes(columns.Length, program.RegisterCount - _inputs));
    }

    private IEnumerable<int> Inputs(RowProgram program)
    {
        var operands = program.Operations.SelectMany(operation => operation.Kind switch
        {
            RowOperationKind.SetConstant or RowOperationKind.SumConstraints => [],
            RowOperationKind.Add or RowOperationKind.Subtract or RowOperationKind.Multiply => [operation.Left, operation.Right],
            _ => new[] { operation.Left },
        });
        return operands.Concat(program.Constraints.Select(constraint => constraint.Register)).Where(register => register < _inputs);
    }

    /// <summary>A section in the making.</summary>
    private sealed class Part(ReadOnlySpan<ConstraintPart> constraints)
    {
        public List<ConstraintPart> Constraints { get; } = [.. constraints];

        public List<LeafUnit> ConstraintLeaves { get; } = [];

        public List<LeafUnit> Leaves { get; } = [];

        public ColumnSet Columns { get; } = new([]);

        public int RegisterCount { get; set; }
    }
}
