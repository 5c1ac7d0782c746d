// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Chips.Tests.Determinism;

/// <summary>What a statement about a row says.</summary>
internal enum RowStatementKind
{
    /// <summary>One of the parts is 0 modulo p.</summary>
    Zero,

    /// <summary>The part is an integer from 0 to an end.</summary>
    Range,

    /// <summary>The second part is the AND of the first, a byte, with 128.</summary>
    TopBit,

    /// <summary>The last part is a function of the others.</summary>
    Function,

    /// <summary>The part is the same in two rows that agree in what the condition names.</summary>
    Same,
}
