// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.RiscV.Events;

/// <summary>
/// One step of a HINT_READ call: a long hint is cut where a shard ends. The words it wrote follow each other in the shard's
/// <see cref="HintWriteRecord"/>s.
/// </summary>
/// <param name="Timestamp">Timestamp of the ECALL row.</param>
/// <param name="Destination">First byte of the whole hint.</param>
/// <param name="Length">Bytes of the whole hint.</param>
/// <param name="CursorBefore">Words written by earlier steps of the same call.</param>
/// <param name="WordCount">Words written by this step.</param>
/// <param name="IsFinal">Whether the call is complete after it.</param>
/// <param name="CursorPreviousTimestamp">
/// Time of the previous access to the cell <see cref="RegisterNumbers.HintCursor"/>, 0 for none in this shard; this step
/// accesses it at <paramref name="Timestamp"/>, less than 2^16 + 1 later.
/// </param>
public readonly record struct HintStepRecord(
    uint Timestamp, uint Destination, uint Length, uint CursorBefore, uint WordCount, bool IsFinal, uint CursorPreviousTimestamp);
