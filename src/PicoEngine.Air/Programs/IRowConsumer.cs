// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Interactions;
using PicoEngine.Fields;

namespace PicoEngine.Air.Programs;

/// <summary>Hears what a definition says about one row of values, in the order in which it says it.</summary>
/// <typeparam name="TField">The field of the values.</typeparam>
public interface IRowConsumer<TField>
    where TField : struct, IField<TField>
{
    /// <summary>The value of a constraint; zero if it holds.</summary>
    public void Constraint(TField value);

    /// <summary>A message; a receive has the negated multiplicity.</summary>
    public void Interaction(Bus bus, ReadOnlySpan<TField> message, TField multiplicity);
}
