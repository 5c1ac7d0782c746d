// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;
using PicoEngine.Contracts.Text;
using PicoEngine.Executor;
using PicoEngine.Proving;

namespace PicoEngine.Cli.Commands;

/// <summary>What <c>pico execute</c> does.</summary>
internal static class ExecuteRun
{
    public static int Run(CommandContext context, ExecuteRequest request) =>
        CommandRunner.Run(context, request.Json, request.Detailed, () => Execute(context, request));

    private static ExitCode Execute(CommandContext context, ExecuteRequest request)
    {
        using GuestProgram program = request.Guest.LoadProgram();
        GuestInput input = request.Guest.ReadInput(context);
        string name = request.Guest.Name;
        (ExecutionReport report, int shards) = Run(context, request, program, input, name);
        var result = new ExecutionResult(name, program.Image, report, shards, Unexpected(program, report, request.ExpectedExit));
        Show(context.Output, request, result);
        if (result.Failure is null)
        {
            return ExitCode.Ok;
        }

        FailureRenderer.WriteText(context.Error, result.Failure, request.Detailed);
        return result.Failure.Error.Exit;
    }

    private static (ExecutionReport Report, int Shards) Run(CommandContext context, ExecuteRequest request, GuestProgram program, GuestInput input, string name)
    {
        using ProfileFile? profile = ProfileFile.Open(request.Profile, program.Image);
        using var display = new RunDisplay(context, request.Progress);
        RunSizer? sizer = SizerOf(request, program, display);
        var options = new ExecutionOptions
        {
            CycleLimit = request.Guest.CycleLimit,
            Profiler = profile?.Profiler,
            OnLine = (_, line) => display.WriteLine(UntrustedText.Show(line)),
            OnWarning = display.Warn,
            Progress = display,
        };
        options = sizer?.Apply(options) ?? options;
        if (request.ShardCells is { } cells)
        {
            options = options with { Shards = options.Shards! with { Cells = Math.Min(cells, options.Shards.Cells) } };
        }

        try
        {
            ExecutionReport report = display.Run(() => GuestExecutor.Execute(program, input, options, context.Cancellation));
            profile?.Write(name);
            WarnOfDigest(display, report);
            return (report, sizer?.CountShards(report) ?? report.Shards.Count);
        }
        catch (Exception failure) when (failure is PicoException or OperationCanceledException && profile is { IsWritten: false })
        {
            profile.EndAt(failure as PicoException);
            profile.Write(name);
            throw;
        }
    }

    /// <summary>How the run is cut, or null when the program cannot be proved; then it is cut by the widths that tables were designed with.</summary>
    private static RunSizer? SizerOf(ExecuteRequest request, GuestProgram program, RunDisplay display)
    {
        using PicoProver prover = PicoProver.Create(request.Prover);
        try
        {
            return prover.Size(program);
        }
        catch (PicoException failure) when (failure.Error == ErrorCatalog.RunTooLarge || failure.Error == ErrorCatalog.ProvingMemoryLimit)
        {
            display.Warn($"{failure.Detail}; the number of shards is an estimate");
            return null;
        }
    }

    private static void WarnOfDigest(RunDisplay display, ExecutionReport report)
    {
        if (report.DigestMatches || (report.CommittedWords == 0 && report.PublicValues.Length == 0))
        {
            return;
        }

        display.Warn(report.CommittedWords == 0xff
            ? "the committed digest is not the SHA-256 of the public values: this run cannot be proven"
            : $"only {int.PopCount(report.CommittedWords)} of the 8 words of the public values' digest were committed: this run cannot be proven");
    }

    private static void Show(TextWriter output, ExecuteRequest request, ExecutionResult result)
    {
        if (request.Json)
        {
            ExecutionJson.Write(output, result, request.Detailed);
            return;
        }

        ExecutionSummary.Write(output, result);
        if (request.Detailed)
        {
            ExecutionDetails.Write(output, result);
        }
    }

    /// <summary>The failure that an unexpected exit code is, or null.</summary>
    private static PicoException? Unexpected(GuestProgram program, ExecutionReport report, uint expected)
    {
        if (report.ExitCode == expected)
        {
            return null;
        }

        string? symbol = program.Image.Symbols.Describe(report.HaltPc);
        string pc = "0x" + report.HaltPc.ToString("x8", CultureInfo.InvariantCulture);
        string place = $"(pc {pc}{(symbol is null ? "" : $" in {symbol}")}, cycle {report.Cycles})";
        var values = new Dictionary<string, object?>
        {
            ["exitCode"] = report.ExitCode, ["expectedExitCode"] = expected, ["pc"] = pc, ["symbol"] = symbol, ["cycle"] = report.Cycles,
        };
        return expected == 0
            ? new PicoException(ErrorCatalog.GuestExitNonZero, $"the guest exited with {report.ExitCode} {place}", values)
            : new PicoException(ErrorCatalog.GuestExitUnexpected, $"the guest exited with {report.ExitCode}; {expected} was expected {place}", values);
    }
}
