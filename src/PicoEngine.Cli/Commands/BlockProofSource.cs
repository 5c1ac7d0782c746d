// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Inputs;
using PicoEngine.Cli.Inspection;
using PicoEngine.Executor;

namespace PicoEngine.Cli.Commands;

/// <summary>A block, to be proved with the block guest.</summary>
internal sealed record BlockProofSource(BlockSource Block, ulong CycleLimit) : IProofSource
{
    public string Name => Block.Name;

    public ProofSubject Open(CommandContext context, Action<string> note)
    {
        BlockRun run = BlockRun.Prepare(Block, note, context.Cancellation);
        ReadOnlyMemory<byte> annotation = run.Job.Attestation.Encode();
        return new ProofSubject(BlockGuestKey.Load(), GuestInput.Empty.Add(run.Job.GuestInput))
        {
            Annotation = annotation,
            OnLine = run.Hear,
            OnExecuted = report =>
            {
                if (run.Failure(report) is { } failure)
                {
                    throw failure;
                }
            },
            ReadStatement = proven => BlockStatement.Read(proven.PublicValues.Span, annotation.Span),
        };
    }
}
