// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Chips.Program;

namespace PicoEngine.Chips.Ranges;

/// <summary>A table of preprocessed entries that other tables look up. Its multiplicities are counted from their rows.</summary>
internal interface ILookupTable : IAirTable
{
    /// <summary>The buses on which it answers, each with the row that a message on it names.</summary>
    public IEnumerable<LookupRow> LookupRows(ProgramRows program);
}
