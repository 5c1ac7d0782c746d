// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.RiscV.Events;

/// <summary>One word that HINT_READ wrote: its address, both values, the time of the call and of the word's previous access.</summary>
public readonly record struct HintWriteRecord(uint Address, uint PreviousWord, uint Word, uint PreviousTimestamp, uint Timestamp);
