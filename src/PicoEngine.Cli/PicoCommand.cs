// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using PicoEngine.Cli.Commands;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Cli;

/// <summary>The <c>pico</c> command: its verbs, and how a command line reaches them.</summary>
public static class PicoCommand
{
    /// <summary>Runs a command line; returns the process exit code.</summary>
    public static int Run(IReadOnlyList<string> arguments, CommandContext context) =>
        CommandRunner.Run(context, json: false, detailed: false, () => (ExitCode)Invoke(arguments, context));

    private static int Invoke(IReadOnlyList<string> arguments, CommandContext context)
    {
        var root = new RootCommand("PicoEngine: runs and proves RV32IM guests of the Pico zkVM, and Ethereum blocks with one of its own.")
        {
            ExecuteCommand.Create(context),
            EstimateCommand.Create(context),
            ProveCommand.Create(context),
            ExecuteBlockCommand.Create(context),
            ProveBlockCommand.Create(context),
            VerifyCommand.Create(context),
            VkeyCommand.Create(context),
            BenchCommand.Create(context),
            InspectCommand.Create(context),
            DoctorCommand.Create(context),
        };

        // An @ in front of a value is part of the value, not a file of further arguments.
        ParseResult parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            return UsageFailure.Report(parsed, context);
        }

        return parsed.Invoke(new InvocationConfiguration
        {
            Output = context.Output,
            Error = context.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }
}
