// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;
using PicoEngine.Ethereum.Blocks;
using PicoEngine.Executor;

namespace PicoEngine.Ethereum.Stateless;

/// <summary>Finds a block's execution requests, of which its header has only the hash, by executing it in the machine.</summary>
internal static class RequestsFinder
{
    /// <param name="input">The block guest's input without requests.</param>
    /// <param name="header">The block's header, from Prague on.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="PicoException"><c>block-requests</c>: the block cannot be executed, or its requests are not those of the header.</exception>
    public static ExecutionRequests Find(ReadOnlyMemory<byte> input, BlockHeader header, CancellationToken cancellation)
    {
        using GuestProgram program = GuestProgram.Load(BlockGuest.RequestsElf.Span);
        string reason = string.Empty;
        var options = new ExecutionOptions { Shards = null, OnLine = (_, line) => reason = line };
        ExecutionReport report;
        try
        {
            report = GuestExecutor.Execute(program, new GuestInput().Add(input), options, cancellation);
        }
        catch (PicoException exception) when (exception.Error.Exit == ExitCode.GuestFailed)
        {
            throw new PicoException(ErrorCatalog.BlockRequests, $"block {header.Number}: the requests guest failed: {exception.Detail}", inner: exception);
        }

        if (report.ExitCode != 0)
        {
            throw new PicoException(ErrorCatalog.BlockRequests, $"block {header.Number} cannot be executed: {reason}");
        }

        return ExecutionRequests.TryParse(report.PublicValues) is { } requests && requests.Hash() == header.RequestsHash
            ? requests
            : throw new PicoException(ErrorCatalog.BlockRequests, $"block {header.Number}: the requests that its execution gives are not those of the header's hash, {header.RequestsHash}");
    }
}
