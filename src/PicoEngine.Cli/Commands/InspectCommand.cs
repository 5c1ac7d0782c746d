// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using PicoEngine.Cli.Inputs;
using PicoEngine.Cli.Inspection;
using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;
using PicoEngine.RiscV.Elf;

namespace PicoEngine.Cli.Commands;

/// <summary><c>pico inspect</c>: says what a file is.</summary>
internal static class InspectCommand
{
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "A guest program." };
        file.Validators.Add(OptionRules.RefuseDash);
        Option<bool> json = SharedOptions.Json();
        Option<bool> detailed = SharedOptions.Detailed();
        var command = new Command("inspect", "Says what a file is and what is in it.") { file, json, detailed };
        command.SetAction(parsed => CommandRunner.Run(context, parsed.GetValue(json), parsed.GetValue(detailed), () =>
        {
            ProgramFacts facts = Read(parsed.GetRequiredValue(file));
            if (parsed.GetValue(json))
            {
                ProgramFactsRenderer.WriteJson(context.Output, facts);
            }
            else
            {
                ProgramFactsRenderer.WriteText(context.Output, facts, parsed.GetValue(detailed));
            }

            return ExitCode.Ok;
        }));
        return command;
    }

    private static ProgramFacts Read(string path)
    {
        byte[] bytes = NamedFile.Read(path);
        if (!ElfLoader.IsElf(bytes))
        {
            throw new PicoException(
                ErrorCatalog.FileUnknown,
                bytes.Length == 0 ? $"{path} is empty" : $"{path} begins with {Format.Hex(bytes, 8)}, which is no format of the engine",
                new Dictionary<string, object?> { ["file"] = path, ["byteCount"] = bytes.Length });
        }

        return new ProgramFacts(Path.GetFileName(path), bytes.Length, ElfLoader.Load(bytes));
    }
}
