// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Ranges;

namespace PicoEngine.Chips.Traces;

/// <summary>A bus on which a lookup table answers.</summary>
/// <param name="Row">The row that a message on it can be in.</param>
/// <param name="Height">The number of rows.</param>
/// <param name="Answers">What each row answers to: one message per interaction.</param>
internal sealed record LookupBus(LookupRow Row, int Height, LookupAnswer[] Answers);
