// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Inputs;
using PicoEngine.Cli.Inspection;
using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;
using PicoEngine.Contracts.Text;
using PicoEngine.Executor;
using PicoEngine.Proving;

namespace PicoEngine.Cli.Commands;

/// <summary>What <c>pico execute-block</c> does.</summary>
internal static class ExecuteBlockRun
{
    public static int Run(CommandContext context, ExecuteBlockRequest request) =>
        CommandRunner.Run(context, request.Json, request.Detailed, () => Execute(context, request));

    private static ExitCode Execute(CommandContext context, ExecuteBlockRequest request)
    {
        using GuestProgram program = BlockGuestKey.Load();
        using PicoProver prover = PicoProver.Create(request.Prover);
        RunSizer sizer = prover.Size(program);
        var results = new List<BlockResult>();
        foreach (BlockSource source in request.Blocks)
        {
            // One bad block does not keep the others from being looked at.
            BlockResult result = Execute(context, request, source, program, sizer);
            results.Add(result);
            if (result.Failure is not null)
            {
                FailureRenderer.WriteText(context.Error, result.Failure, request.Detailed);
            }
        }

        Show(context.Output, request, results);
        return results.FirstOrDefault(result => result.Failure is not null)?.Failure!.Error.Exit ?? ExitCode.Ok;
    }

    private static BlockResult Execute(CommandContext context, ExecuteBlockRequest request, BlockSource source, GuestProgram program, RunSizer sizer)
    {
        using var display = new RunDisplay(context, request.Progress) { Subject = request.Blocks.Count > 1 ? source.Name + ": " : "" };
        try
        {
            return display.Run(() =>
            {
                BlockRun run = BlockRun.Prepare(source, display.Note, context.Cancellation);
                display.Note("executing");
                ExecutionReport report = GuestExecutor.Execute(
                    program, GuestInput.Empty.Add(run.Job.GuestInput), sizer.Apply(Options(request, run, display)), context.Cancellation);
                display.Note("counting rows");
                IReadOnlyList<ShardFacts> shards = sizer.CountRows(report, display, context.Cancellation);
                return new BlockResult(source.Name, new BlockExecution(run.Job, run.Preparation, report, shards), run.Failure(report));
            });
        }
        catch (PicoException failure)
        {
            return new BlockResult(source.Name, null, failure);
        }
    }

    private static ExecutionOptions Options(ExecuteBlockRequest request, BlockRun run, RunDisplay display) => new()
    {
        CycleLimit = request.CycleLimit,
        OnLine = (descriptor, line) =>
        {
            run.Hear(descriptor, line);
            display.WriteLine(UntrustedText.Show(line));
        },
        OnWarning = display.Warn,
        Progress = display,
    };

    private static void Show(TextWriter output, ExecuteBlockRequest request, List<BlockResult> results)
    {
        if (request.Json)
        {
            BlockResultJson.Write(output, results, request.Detailed);
            return;
        }

        foreach (BlockResult result in results.Where(result => result.Execution is not null && (request.Detailed || results.Count == 1)))
        {
            BlockExecutionRenderer.Write(output, result, request.Detailed);
        }

        if (results.Count > 1)
        {
            BlockTableRenderer.Write(output, results);
        }
    }
}
