// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Symbolic;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;
using PicoEngine.Stark.Evaluation;
using PicoEngine.Stark.LogUp;

namespace PicoEngine.Stark.Zerocheck;

/// <summary>Batched constraints and batched leaves of a table on registers. Immutable; each thread has its own <see cref="EvaluatorMemory"/>.</summary>
/// <remarks>
/// A leaf of three adds w (m1 D2 D3 + m2 D1 D3 + m3 D1 D2 + kappa D1 D2 D3) = (D2 D3) E + (m2 D3 + m3 D2) F with the linear forms F = w D1 and
/// E = w m1 + kappa F: the weights cost nothing. A leaf of two adds D2 E + m2 F. All leaves of one, and what -kappa s adds to every leaf, are one form.
/// Over the extension the values are those at 0, 1, 2, 3 of a variable in which forms are linear: they are evaluated at 0 and 1.
/// Safe: pointers come from a memory that was laid out for this evaluator.
/// </remarks>
internal sealed unsafe class TableEvaluator<TPacked>
    where TPacked : unmanaged, IPackedKoalaBear<TPacked>
{
    private readonly RegisterLayout _layout;
    private readonly RowProgram _full;
    private readonly RowProgram _leavesOnly;
    private readonly FixedFactor[] _factors;
    private readonly FixedFactor[] _leafFactors;
    private readonly ExtensionTerm[] _weights;
    private readonly ExtensionTerm[] _terms;
    private readonly KoalaBearExtension5[] _constants;
    private readonly FormRange _linear;
    private readonly Leaf[] _leaves;

    /// <param name="terms">What to evaluate.</param>
    /// <param name="layout">How registers lie; over the extension, s is the register behind those of the columns.</param>
    public TableEvaluator(TableTerms terms, RegisterLayout layout)
    {
        _layout = layout;
        var table = terms.Table;
        int? realRow = layout.Degree == 1 ? null : table.Columns.Width;
        var merged = terms.Leaves.Where(leaf => leaf.Interactions.Length > 1).ToArray();
        var multiplicities = merged.SelectMany(leaf => leaf.Interactions.Skip(1)).ToArray();
        _full = RowProgram.Compile(table, terms.PublicValues, realRow is null, withConstraints: true, multiplicities);
        _leavesOnly = RowProgram.Compile(table, terms.PublicValues, realRow is null, withConstraints: false, multiplicities);
        (_factors, _leafFactors) = (_full.Constants, _leavesOnly.Constants);
        FormTable weights = new(layout, realRow);
        weights.Add(_full.Constraints.Select(constraint => (constraint.Register, terms.ConstraintWeights[constraint.Constraint])));
        _weights = weights.Terms;
        FormTable forms = new(layout, realRow);
        LinearForm linear = new();
        linear.Add(Polynomial.RealRow, -terms.Kappa * terms.Leaves.Aggregate(KoalaBearExtension5.Zero, (sum, leaf) => sum + leaf.Weight));
        foreach (var leaf in terms.Leaves.Where(leaf => leaf.Interactions.Length == 1))
        {
            linear.Add(First(leaf), KoalaBearExtension5.One);
        }

        _linear = forms.Add(linear);
        _leaves =
        [
            .. merged.Select(leaf => new Leaf(
                forms.Add(First(leaf)),
                forms.Add(new LinearForm().Add(Fingerprint(leaf.Interactions[0]), leaf.Weight)),
                forms.Add(Fingerprint(leaf.Interactions[1])),
                leaf.Interactions.Length > 2 ? forms.Add(Fingerprint(leaf.Interactions[2])) : default,
                leaf.Interactions)),
        ];
        _terms = forms.Terms;
        _constants = forms.Constants;

        LinearForm Fingerprint(int interaction) => LinearForm.Fingerprint(table.Interactions[interaction], terms.Fingerprints, terms.PublicValues);

        LinearForm First((ImmutableArray<int> Interactions, KoalaBearExtension5 Weight) leaf) => new LinearForm()
            .Add(Fingerprint(leaf.Interactions[0]), leaf.Weight * terms.Kappa)
            .Add(table.Interactions[leaf.Interactions[0]].Multiplicity, leaf.Weight, terms.PublicValues);
    }

    private static int Lanes => TPacked.Lanes;

    /// <summary>Words of a vector of extension elements.</summary>
    private static int Element => KoalaBearExtension5.Degree * Lanes;

    /// <summary>True when the table states constraints.</summary>
    public bool HasConstraints => _full.Constraints.Length > 0;

    /// <summary>How much memory a thread needs.</summary>
    public int MemoryLength => EvaluatorMemory.Length(Math.Max(_full.RegisterCount, _leavesOnly.RegisterCount), _layout, _constants.Length);

    /// <summary>Lays out the memory of a thread.</summary>
    /// <param name="words"><see cref="MemoryLength"/> words.</param>
    public EvaluatorMemory Prepare(KoalaBear* words)
    {
        EvaluatorMemory memory = new(words, Math.Max(_full.RegisterCount, _leavesOnly.RegisterCount), _layout);
        for (var i = 0; i < _constants.Length; i++)
        {
            for (var k = 0; k < KoalaBearExtension5.Degree; k++)
            {
                TPacked.Store(TPacked.Broadcast(_constants[i][k]), memory.Constants + (i * Element) + (k * Lanes));
            }
        }

        return memory;
    }

    /// <summary>Evaluates the constraints and leaves, or leaves alone, at all values of the registers.</summary>
    public void Evaluate(in EvaluatorMemory memory, bool withConstraints)
    {
        fixed (FixedFactor* factors = withConstraints ? _factors : _leafFactors)
        fixed (ExtensionTerm* weights = _weights, terms = _terms)
        {
            if (withConstraints)
            {
                new Span<KoalaBear>(memory.Constraints, _layout.Values * Element).Clear();
            }

            var program = withConstraints ? _full : _leavesOnly;
            RowKernel<TPacked>.Run(program, factors, _layout, memory.Registers, weights, memory.Constraints);
            if (_layout.Degree == 1)
            {
                EvaluateLeaves(memory, terms, program.Multiplicities);
            }
            else
            {
                EvaluateExtensionLeaves(memory, terms, program.Multiplicities);
            }
        }
    }

    private void EvaluateLeaves(in EvaluatorMemory memory, ExtensionTerm* terms, int[] multiplicities)
    {
        for (var i = 0; i < _layout.Values; i++)
        {
            Combine(memory, terms, _linear, i, memory.Leaves + (i * Element));
        }

        var first = memory.Forms;
        var factor = first + Element;
        var second = factor + Element;
        var third = second + Element;
        foreach (var leaf in _leaves)
        {
            var second2 = memory.Registers + (multiplicities[leaf.Interactions[1]] * _layout.Stride);
            var third3 = leaf.IsTriple ? memory.Registers + (multiplicities[leaf.Interactions[2]] * _layout.Stride) : null;
            for (var i = 0; i < _layout.Values; i++)
            {
                var sum = memory.Leaves + (i * Element);
                Combine(memory, terms, leaf.First, i, first);
                Combine(memory, terms, leaf.Factor, i, factor);
                Combine(memory, terms, leaf.Second, i, second);
                var m2 = TPacked.Load(second2 + (i * Lanes));
                if (!leaf.IsTriple)
                {
                    PackedProducts.MultiplyAdd<TPacked>(sum, Lanes, sum, second, first, Lanes);
                    for (var k = 0; k < Element; k += Lanes)
                    {
                        TPacked.Store(TPacked.Load(sum + k) + (TPacked.Load(factor + k) * m2), sum + k);
                    }

                    continue;
                }

                Combine(memory, terms, leaf.Third, i, third);
                var m3 = TPacked.Load(third3 + (i * Lanes));
                for (var k = 0; k < Element; k += Lanes)
                {
                    TPacked.Store(TPacked.DotProduct(m2, TPacked.Load(third + k), m3, TPacked.Load(second + k)), memory.Products + k);
                }

                PackedProducts.Multiply<TPacked>(second, Lanes, second, third, Lanes);
                PackedProducts.MultiplyAdd<TPacked>(sum, Lanes, sum, second, first, Lanes);
                PackedProducts.MultiplyAdd<TPacked>(sum, Lanes, sum, memory.Products, factor, Lanes);
            }
        }
    }

    private void EvaluateExtensionLeaves(in EvaluatorMemory memory, ExtensionTerm* terms, int[] multiplicities)
    {
        CombineAll(memory, terms, _linear, memory.Leaves);
        var length = _layout.Values * Element;
        var first = memory.Forms;
        var factor = first + length;
        var second = factor + length;
        var third = second + length;
        foreach (var leaf in _leaves)
        {
            CombineAll(memory, terms, leaf.First, first);
            CombineAll(memory, terms, leaf.Factor, factor);
            CombineAll(memory, terms, leaf.Second, second);
            var m2 = memory.Registers + (multiplicities[leaf.Interactions[1]] * _layout.Stride);
            var m3 = m2;
            if (leaf.IsTriple)
            {
                CombineAll(memory, terms, leaf.Third, third);
                m3 = memory.Registers + (multiplicities[leaf.Interactions[2]] * _layout.Stride);
            }

            for (var i = 0; i < length; i += Element)
            {
                var sum = memory.Leaves + i;
                var mixed = m2 + i;
                if (leaf.IsTriple)
                {
                    mixed = memory.Products;
                    PackedProducts.Multiply<TPacked>(mixed, Lanes, m2 + i, third + i, Lanes);
                    PackedProducts.MultiplyAdd<TPacked>(mixed, Lanes, mixed, m3 + i, second + i, Lanes);
                    PackedProducts.Multiply<TPacked>(second + i, Lanes, second + i, third + i, Lanes);
                }

                PackedProducts.MultiplyAdd<TPacked>(sum, Lanes, sum, second + i, first + i, Lanes);
                PackedProducts.MultiplyAdd<TPacked>(sum, Lanes, sum, mixed, factor + i, Lanes);
            }
        }
    }

    private void Combine(in EvaluatorMemory memory, ExtensionTerm* terms, FormRange form, int value, KoalaBear* result) => TPacked.Combine(
        memory.Registers + (value * _layout.ValueStride), terms + form.Start, form.Count, memory.Constants + (form.Constant * Element), result, Lanes);

    /// <summary>A form at all points: it is linear in the variable that they are points of.</summary>
    private void CombineAll(in EvaluatorMemory memory, ExtensionTerm* terms, FormRange form, KoalaBear* results)
    {
        Combine(memory, terms, form, 0, results);
        Combine(memory, terms, form, 1, results + Element);
        for (var k = 0; k < Element; k += Lanes)
        {
            var value = TPacked.Load(results + Element + k);
            var step = value - TPacked.Load(results + k);
            for (var i = 2; i < _layout.Values; i++)
            {
                value += step;
                TPacked.Store(value, results + (i * Element) + k);
            }
        }
    }

    /// <summary>A leaf of two or three interactions: E, F, D2 and D3.</summary>
    private sealed record Leaf(FormRange First, FormRange Factor, FormRange Second, FormRange Third, ImmutableArray<int> Interactions)
    {
        public bool IsTriple => Interactions.Length > 2;
    }
}
