// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using System.Globalization;
using PicoEngine.Cli.Inputs;
using PicoEngine.Contracts.Errors;
using PicoEngine.Contracts.Text;
using PicoEngine.Ethereum;
using PicoEngine.Executor;
using PicoEngine.Executor.Syscalls;

namespace PicoEngine.Cli.Commands;

/// <summary>A run of the block guest: the block made ready, and what the run must give.</summary>
internal sealed class BlockRun
{
    private string? _reason;

    private BlockRun(BlockSource source, BlockJob job, TimeSpan preparation) => (Source, Job, Preparation) = (source, job, preparation);

    public BlockSource Source { get; }

    public BlockJob Job { get; }

    /// <summary>Time that reading the block and making the guest's input took.</summary>
    public TimeSpan Preparation { get; }

    /// <summary>Reads a block and makes the guest's input of it.</summary>
    /// <param name="source">Where the block is.</param>
    /// <param name="note">Is told what is being done.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="PicoException"><c>file-unreadable</c>, <c>block-…</c>, <c>witness-malformed</c>, <c>node-…</c>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static BlockRun Prepare(BlockSource source, Action<string>? note, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        cancellation.ThrowIfCancellationRequested();
        BlockWitness witness = source.Read(note, cancellation);
        BlockJob job = BlockJob.Create(witness, note is null ? null : new Steps(note), cancellation);
        return new BlockRun(source, job, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Hears what the guest prints: it gives the reason why a block is not valid.</summary>
    public void Hear(GuestDescriptor descriptor, string line)
    {
        if (descriptor == GuestDescriptor.StandardOutput && line.Length > 0)
        {
            _reason = UntrustedText.Show(line);
        }
    }

    /// <summary>Why a run does not show that the block is valid; null where it does.</summary>
    public PicoException? Failure(ExecutionReport report)
    {
        OutputCheck check = Job.Check(report.PublicValues.Span);
        if (report.ExitCode == 0 && check.Matches && report.DigestMatches)
        {
            return null;
        }

        var values = new Dictionary<string, object?>
        {
            ["block"] = Source.Name, ["number"] = Job.Facts.Number, ["hash"] = Job.Facts.Hash.ToString(), ["chainId"] = Job.Facts.ChainId,
            ["exitCode"] = report.ExitCode, ["publicValues"] = Rendering.Format.Hex(report.PublicValues.Span),
            ["expectedPublicValues"] = Rendering.Format.Hex(Job.Expected.ToBytes()), ["reason"] = _reason,
        };
        string block = string.Create(CultureInfo.InvariantCulture, $"{Source.Name}: block {Job.Facts.Number} of {Job.Facts.ChainName}");
        if (report.ExitCode != 0)
        {
            return new PicoException(
                ErrorCatalog.GuestExitNonZero, $"{block}: the block guest exited with {report.ExitCode}{(_reason is null ? "" : $": {_reason}")}", values);
        }

        if (!report.DigestMatches)
        {
            return new PicoException(ErrorCatalog.GuestDigestMismatch, $"{block}: the block guest did not commit to its public values", values);
        }

        bool isOtherwiseRight = check.Output is { Valid: false } output && Job.Check((output with { Valid = true }).ToBytes()).Matches;
        return isOtherwiseRight || check.Output is { PayloadRoot.IsZero: true }
            ? new PicoException(ErrorCatalog.BlockInvalid, $"{block} is not shown to be valid: {_reason ?? string.Join(' ', check.Differences)}", values)
            : new PicoException(ErrorCatalog.BlockOutputDiffers, $"{block}: {string.Join(' ', check.Differences)}", values);
    }

    private sealed class Steps(Action<string> note) : IProgress<BlockJobStep>
    {
        public void Report(BlockJobStep value) => note(value switch
        {
            BlockJobStep.CheckingWitness => "checking the witness",
            BlockJobStep.RecoveringKeys => "recovering the senders' keys",
            BlockJobStep.FindingRequests => "finding the block's execution requests",
            _ => "encoding the guest's input",
        });
    }
}
