// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Symbolic;
using PicoEngine.Chips.Program;

namespace PicoEngine.Chips.Ranges;

/// <summary>A table of preprocessed entries that other tables look up. Its multiplicities are counted from their rows.</summary>
internal interface ILookupTable : IAirTable
{
    /// <summary>The bus on which it answers.</summary>
    public Bus Bus { get; }

    /// <summary>
    /// The row that alone can be the entry for a message: a linear function of the message's elements, whose variables are their places in the message. What
    /// it names is compared with the message, so a wrong answer is found, never believed.
    /// </summary>
    public Polynomial RowOf(ProgramRows program);
}
