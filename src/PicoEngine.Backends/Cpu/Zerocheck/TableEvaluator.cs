// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cpu.Evaluation;
using PicoEngine.Backends.Cpu.LogUp;
using PicoEngine.Backends.Programs;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Backends.Cpu.Zerocheck;

/// <summary>Batched constraints and batched leaves of a table on registers. Immutable; each thread has its own <see cref="EvaluatorMemory"/>.</summary>
/// <remarks>
/// With d = 1 / kappa and D' = D + d m, a leaf of three is
/// m1 D2 D3 + m2 D1 D3 + m3 D1 D2 + kappa D1 D2 D3 = kappa D1' D2' D3' - d (m1 m2 D3 + m1 m3 D2 + m2 m3 D1) - d^2 m1 m2 m3,
/// and one of two is kappa D1' D2' - d m1 m2. Weights and kappa go into the form D1'. What is subtracted has few different products m m', as most
/// multiplicities of a table are one column or its negation, and for all leaves together each of these products has one linear form as its factor. All
/// leaves of one, and what -kappa s adds to every leaf, are one form too. Over the extension the values are those at 0, 1, 2, 3 of a variable in which forms
/// are linear: they are evaluated at 0 and 1.
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
    private readonly FormRange[][] _leaves;
    private readonly (int First, int Second, FormRange Factor)[] _squares;

    /// <param name="terms">What to evaluate.</param>
    /// <param name="layout">How registers lie; over the extension, s is the register behind those of the columns.</param>
    public TableEvaluator(TableTerms terms, RegisterLayout layout)
    {
        _layout = layout;
        var table = terms.Table;
        int? realRow = layout.Degree == 1 ? null : table.Columns.Width;
        LeafForms leaves = new(terms);
        var multiplicities = leaves.Squares.Keys.SelectMany(key => new[] { key.First, key.Second }).Distinct().ToArray();
        _full = RowProgram.Compile(table, terms.PublicValues, realRow is null, withConstraints: true, multiplicities);
        _leavesOnly = RowProgram.Compile(table, terms.PublicValues, realRow is null, withConstraints: false, multiplicities);
        (_factors, _leafFactors) = (_full.Constants, _leavesOnly.Constants);
        FormTable weights = new(layout, realRow);
        weights.Add(_full.Constraints.Select(constraint => (constraint.Register, terms.ConstraintWeights[constraint.Constraint])));
        _weights = weights.Terms;
        FormTable forms = new(layout, realRow);
        _linear = forms.Add(leaves.Linear);
        _leaves = [.. leaves.Products.Select(factors => factors.Select(forms.Add).ToArray())];
        _squares = [.. leaves.Squares.Select(item => (item.Key.First, item.Key.Second, forms.Add(item.Value)))];
        _terms = forms.Terms;
        _constants = forms.Constants;
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
        var first = memory.Forms;
        var second = first + Element;
        var third = second + Element;
        for (var i = 0; i < _layout.Values; i++)
        {
            var sum = memory.Leaves + (i * Element);
            Combine(memory, terms, _linear, i, sum);
            foreach (var (left, right, factor) in _squares)
            {
                Combine(memory, terms, factor, i, first);
                var square = TPacked.Load(memory.Registers + (multiplicities[left] * _layout.Stride) + (i * Lanes))
                    * TPacked.Load(memory.Registers + (multiplicities[right] * _layout.Stride) + (i * Lanes));
                for (var k = 0; k < Element; k += Lanes)
                {
                    TPacked.Store(TPacked.Load(sum + k) + (TPacked.Load(first + k) * square), sum + k);
                }
            }
        }

        foreach (var leaf in _leaves)
        {
            for (var i = 0; i < _layout.Values; i++)
            {
                var sum = memory.Leaves + (i * Element);
                Combine(memory, terms, leaf[0], i, first);
                Combine(memory, terms, leaf[1], i, second);
                if (leaf.Length > 2)
                {
                    Combine(memory, terms, leaf[2], i, third);
                    PackedProducts.Multiply<TPacked>(second, Lanes, second, third, Lanes);
                }

                PackedProducts.MultiplyAdd<TPacked>(sum, Lanes, sum, second, first, Lanes);
            }
        }
    }

    private void EvaluateExtensionLeaves(in EvaluatorMemory memory, ExtensionTerm* terms, int[] multiplicities)
    {
        CombineAll(memory, terms, _linear, memory.Leaves);
        var length = _layout.Values * Element;
        var first = memory.Forms;
        var second = first + length;
        var third = second + length;
        foreach (var (left, right, factor) in _squares)
        {
            CombineAll(memory, terms, factor, first);
            var m1 = memory.Registers + (multiplicities[left] * _layout.Stride);
            var m2 = memory.Registers + (multiplicities[right] * _layout.Stride);
            for (var i = 0; i < length; i += Element)
            {
                PackedProducts.Multiply<TPacked>(second, Lanes, m1 + i, m2 + i, Lanes);
                PackedProducts.MultiplyAdd<TPacked>(memory.Leaves + i, Lanes, memory.Leaves + i, first + i, second, Lanes);
            }
        }

        foreach (var leaf in _leaves)
        {
            CombineAll(memory, terms, leaf[0], first);
            CombineAll(memory, terms, leaf[1], second);
            if (leaf.Length > 2)
            {
                CombineAll(memory, terms, leaf[2], third);
            }

            for (var i = 0; i < length; i += Element)
            {
                if (leaf.Length > 2)
                {
                    PackedProducts.Multiply<TPacked>(second + i, Lanes, second + i, third + i, Lanes);
                }

                PackedProducts.MultiplyAdd<TPacked>(memory.Leaves + i, Lanes, memory.Leaves + i, second + i, first + i, Lanes);
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
}
