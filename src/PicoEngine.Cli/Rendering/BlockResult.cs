// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;

namespace PicoEngine.Cli.Rendering;

/// <summary>What came of executing a block, as it is shown.</summary>
/// <param name="Name">How the command line names the block.</param>
/// <param name="Execution">The run; null where there was none.</param>
/// <param name="Failure">Why there was none, or why it does not show that the block is valid.</param>
internal sealed record BlockResult(string Name, BlockExecution? Execution, PicoException? Failure);
