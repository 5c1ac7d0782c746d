// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using PicoEngine.Executor;

namespace PicoEngine.Cli.Commands;

/// <summary>The options of every command that runs a guest: program, input, limit of cycles.</summary>
internal sealed class GuestOptions
{
    private readonly Option<string> _elf = SharedOptions.Elf();

    private readonly Option<string[]> _inputs = new("--input")
    {
        Description = "One element of the guest's input: 0x and hex digits, a file, or - for standard input. Give it once for each element, in order.",
        HelpName = "FILE|0xHEX|-",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _bincode = new("--input-bincode")
    {
        Description = "All elements at once: a stdin builder as Pico's clients write it with bincode.",
        HelpName = "FILE",
    };

    private readonly Option<ulong> _cycleLimit = CycleLimit();

    /// <summary>The limit of cycles alone.</summary>
    public static Option<ulong> CycleLimit()
    {
        var limit = new Option<ulong>("--cycles-limit")
        {
            Description = "Most cycles to run.",
            HelpName = "N",
            DefaultValueFactory = _ => ExecutionOptions.DefaultCycleLimit,
        };
        limit.Validators.Add(result => OptionRules.RefuseBelow(result, 1));
        return limit;
    }

    /// <summary>Adds the options and what holds between them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_elf);
        command.Add(_inputs);
        command.Add(_bincode);
        command.Add(_cycleLimit);
        command.Validators.Add(result => OptionRules.RefuseUnless(
            result,
            result.GetResult(_bincode) is null || result.GetResult(_inputs) is not { Implicit: false },
            "--input and --input-bincode exclude each other."));
    }

    public GuestRequest Read(ParseResult parsed) => new()
    {
        Elf = parsed.GetRequiredValue(_elf),
        Inputs = parsed.GetRequiredValue(_inputs),
        Bincode = parsed.GetValue(_bincode),
        CycleLimit = parsed.GetValue(_cycleLimit),
    };
}
