// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Buffers;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Backends.Cpu.Commitments;

/// <summary>Commits to the stacked columns of a group, which are of the size that the parameters say.</summary>
/// <param name="parameters">The parameter set.</param>
/// <param name="group">0 preprocessed, 1 boundary, 2 main.</param>
/// <param name="columns">[W][2^m]; the group's from now on. When this throws, they stay the caller's.</param>
/// <param name="storage">What becomes of the codewords.</param>
/// <param name="pool">Where buffers come from.</param>
internal delegate CpuCommittedGroup CommitColumns(
    SystemParameters parameters, int group, ElementBuffer columns, CodewordStorage storage, ElementBufferPool pool);
