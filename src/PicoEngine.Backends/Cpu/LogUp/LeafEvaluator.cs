// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Backends.Cpu.Evaluation;
using PicoEngine.Backends.Programs;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Backends.Cpu.LogUp;

/// <summary>The leaf fractions of blocks of real rows, where s is one. Immutable; each thread has its own memory.</summary>
/// <remarks>Memory: the registers, the fingerprint and three products at hand, the constants of fingerprints in all lanes. Safe: it is as long as <see cref="MemoryLength"/> says.</remarks>
internal sealed unsafe class LeafEvaluator<TPacked>
    where TPacked : unmanaged, IPackedKoalaBear<TPacked>
{
    private const int BlockVectors = 16;
    private const int Degree = KoalaBearExtension5.Degree;

    // Fingerprint, running numerator and denominator, and one product.
    private const int Temporaries = 4;

    private readonly RegisterLayout _layout = new(BlockVectors, 1, Lanes);
    private readonly RowProgram _program;
    private readonly FixedFactor[] _factors;
    private readonly ExtensionTerm[] _terms;
    private readonly KoalaBearExtension5[] _constants;
    private readonly (FormRange Fingerprint, int Multiplicity)[][] _leaves;

    public LeafEvaluator(LeafRows rows)
    {
        _program = RowProgram.Compile(
            rows.Table, rows.PublicValues, realRowIsOne: true, withConstraints: false, rows.Leaves.SelectMany(leaf => leaf));
        _factors = _program.Constants;
        FormTable forms = new(_layout, null);
        _leaves = [.. rows.Leaves.Select(leaf => leaf.Select(Compile).ToArray())];
        _terms = forms.Terms;
        _constants = forms.Constants;

        (FormRange Fingerprint, int Multiplicity) Compile(int interaction) => (
            forms.Add(LinearForm.Fingerprint(rows.Table.Interactions[interaction], rows.Challenges, rows.PublicValues)),
            _program.Multiplicities[interaction]);
    }

    /// <summary>Rows of a block.</summary>
    public static int BlockRows => BlockVectors * Lanes;

    /// <summary>Words that a thread needs.</summary>
    public int MemoryLength => checked((int)(_program.RegisterCount * _layout.Stride)) + ((Temporaries + _constants.Length) * Element);

    private static int Lanes => TPacked.Lanes;

    private static int Element => Degree * Lanes;

    /// <summary>Writes what all blocks share.</summary>
    public void Prepare(KoalaBear* memory)
    {
        var constants = Constants(memory);
        foreach (var constant in _constants)
        {
            for (var k = 0; k < Degree; k++, constants += Lanes)
            {
                TPacked.Store(TPacked.Broadcast(constant[k]), constants);
            }
        }
    }

    /// <summary>Reads the rows of a block, and computes their multiplicities. Rows that do not exist count as zeros.</summary>
    public void Load(TraceMatrix trace, int first, KoalaBear* memory)
    {
        var rows = Math.Min(trace.Height - first, BlockRows);
        for (var column = 0; column < trace.Width; column++)
        {
            Span<KoalaBear> register = new(memory + (column * _layout.Stride), BlockRows);
            trace.Column(column).Slice(first, rows).CopyTo(register);
            register[rows..].Clear();
        }

        fixed (FixedFactor* factors = _factors)
        {
            RowKernel<TPacked>.Run(_program, factors, _layout, memory, null, null);
        }
    }

    /// <summary>One leaf of a vector of rows.</summary>
    /// <param name="memory">The memory, with the block loaded.</param>
    /// <param name="leaf">The number of the leaf.</param>
    /// <param name="vector">The number of the vector in the block.</param>
    /// <returns>Ten vectors in the memory, numerators and then denominators; the next leaf overwrites them.</returns>
    public KoalaBear* Evaluate(KoalaBear* memory, int leaf, int vector)
    {
        var interactions = _leaves[leaf];
        var fingerprint = memory + (_program.RegisterCount * _layout.Stride);
        var numerator = fingerprint + Element;
        var denominator = numerator + Element;
        var product = denominator + Element;
        fixed (ExtensionTerm* terms = _terms)
        {
            Combine(terms, interactions[0].Fingerprint, memory, vector, denominator);
            var multiplicity = Load(memory, interactions[0].Multiplicity, vector);
            if (interactions.Length == 1)
            {
                new Span<KoalaBear>(numerator, Element).Clear();
                TPacked.Store(multiplicity, numerator);
            }

            for (var i = 1; i < interactions.Length; i++)
            {
                Combine(terms, interactions[i].Fingerprint, memory, vector, fingerprint);
                var next = Load(memory, interactions[i].Multiplicity, vector);
                if (i == 1)
                {
                    for (var k = 0; k < Element; k += Lanes)
                    {
                        TPacked.Store(
                            TPacked.DotProduct(multiplicity, TPacked.Load(fingerprint + k), next, TPacked.Load(denominator + k)), numerator + k);
                    }
                }
                else
                {
                    for (var k = 0; k < Element; k += Lanes)
                    {
                        TPacked.Store(next * TPacked.Load(denominator + k), product + k);
                    }

                    PackedProducts.MultiplyAdd<TPacked>(numerator, Lanes, product, numerator, fingerprint, Lanes);
                }

                PackedProducts.Multiply<TPacked>(denominator, Lanes, denominator, fingerprint, Lanes);
            }
        }

        return numerator;
    }

    private TPacked Load(KoalaBear* memory, int register, int vector) => TPacked.Load(memory + (register * _layout.Stride) + (vector * Lanes));

    private void Combine(ExtensionTerm* terms, FormRange form, KoalaBear* memory, int vector, KoalaBear* result) => TPacked.Combine(
        memory + (vector * Lanes), terms + form.Start, form.Count, Constants(memory) + (form.Constant * Element), result, Lanes);

    private KoalaBear* Constants(KoalaBear* memory) => memory + (_program.RegisterCount * _layout.Stride) + (Temporaries * Element);
}
