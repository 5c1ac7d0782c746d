// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Chips.Tests.Determinism;

/// <summary>A hint for a proof of determinism: columns to prove together. A wrong hint proves nothing; a right one saves time.</summary>
/// <param name="Columns">Names of columns or of ranges of columns.</param>
/// <param name="Helpers">Columns whose rules are of use.</param>
/// <param name="Everything">Whether rules about known columns alone are of use as well.</param>
internal sealed record ProofStep(string[] Columns, string[] Helpers, bool Everything = false);
