// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Symbolic;
using PicoEngine.Backends.Programs;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Backends.Cpu.Evaluation;

/// <summary>Linear forms laid out for <see cref="IPackedKoalaBear{TSelf}.Combine"/> over registers.</summary>
/// <param name="registers">How registers lie.</param>
/// <param name="realRow">The register of s, or null where s is one and its coefficient a constant.</param>
internal sealed class FormTable(RegisterLayout registers, int? realRow)
{
    private readonly List<ExtensionTerm> _terms = [];
    private readonly List<KoalaBearExtension5> _constants = [KoalaBearExtension5.Zero];

    /// <summary>The terms of all forms.</summary>
    public ExtensionTerm[] Terms => [.. _terms];

    /// <summary>The constants of all forms.</summary>
    public KoalaBearExtension5[] Constants => [.. _constants];

    /// <summary>Adds a form.</summary>
    public FormRange Add(LinearForm form)
    {
        var (start, sum) = (_terms.Count, form.Constant);
        foreach (var (variable, coefficient) in form.Coefficients.Where(item => !item.Value.IsZero))
        {
            if (variable == Polynomial.RealRow && realRow is null)
            {
                sum += coefficient;
            }
            else
            {
                Add(variable == Polynomial.RealRow ? realRow.GetValueOrDefault() : variable, coefficient);
            }
        }

        var constant = sum.IsZero ? 0 : _constants.Count;
        if (!sum.IsZero)
        {
            _constants.Add(sum);
        }

        return new(start, _terms.Count - start, constant);
    }

    /// <summary>Adds a combination of registers.</summary>
    public FormRange Add(IEnumerable<(int Register, KoalaBearExtension5 Coefficient)> terms)
    {
        var start = _terms.Count;
        foreach (var (register, coefficient) in terms)
        {
            Add(register, coefficient);
        }

        return new(start, _terms.Count - start, 0);
    }

    private void Add(int register, KoalaBearExtension5 coefficient)
    {
        var offset = register * registers.Stride;
        if (registers.Degree == 1)
        {
            _terms.Add(new(offset, coefficient));
            return;
        }

        Span<ExtensionTerm> terms = stackalloc ExtensionTerm[KoalaBearExtension5.Degree];
        ExtensionTerm.Expand(offset, registers.Lanes, coefficient, terms);
        _terms.AddRange(terms);
    }
}
