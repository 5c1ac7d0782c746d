// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using System.Security.Cryptography;
using PicoEngine.Cli.Inputs;
using PicoEngine.Cli.Inspection;
using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;
using PicoEngine.RiscV.Elf;
using PicoEngine.Verifier.Files;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Cli.Commands;

/// <summary><c>pico inspect</c>: says what a file is.</summary>
internal static class InspectCommand
{
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "A guest program, a proof or a verifying key." };
        file.Validators.Add(OptionRules.RefuseDash);
        Option<bool> json = SharedOptions.Json();
        Option<bool> detailed = SharedOptions.Detailed();
        var command = new Command("inspect", "Says what a file is and what is in it.") { file, json, detailed };
        command.SetAction(parsed => CommandRunner.Run(context, parsed.GetValue(json), parsed.GetValue(detailed), () =>
        {
            Show(context.Output, parsed.GetRequiredValue(file), parsed.GetValue(json), parsed.GetValue(detailed));
            return ExitCode.Ok;
        }));
        return command;
    }

    private static void Show(TextWriter output, string path, bool json, bool detailed)
    {
        byte[] bytes = NamedFile.Read(path);
        if (ElfLoader.IsElf(bytes))
        {
            ShowProgram(output, new ProgramFacts(Path.GetFileName(path), bytes.Length, ElfLoader.Load(bytes)), json, detailed);
        }
        else if (bytes.AsSpan().StartsWith(ProofFile.Magic))
        {
            ShowProof(output, path, bytes, json, detailed);
        }
        else if (bytes.AsSpan().StartsWith(KeyFile.Magic))
        {
            ShowKey(output, path, bytes, json);
        }
        else
        {
            throw new PicoException(
                ErrorCatalog.FileUnknown,
                bytes.Length == 0 ? $"{path} is empty" : $"{path} begins with {Format.Hex(bytes, 8)}, which is no format of the engine",
                new Dictionary<string, object?> { ["file"] = path, ["byteCount"] = bytes.Length });
        }
    }

    private static void ShowProgram(TextWriter output, ProgramFacts facts, bool json, bool detailed)
    {
        if (json)
        {
            ProgramFactsRenderer.WriteJson(output, facts);
        }
        else
        {
            ProgramFactsRenderer.WriteText(output, facts, detailed);
        }
    }

    private static void ShowProof(TextWriter output, string path, byte[] bytes, bool json, bool detailed)
    {
        if (KnownFiles.ReadProof(bytes, out ProofFile? proof) is { } rejection)
        {
            throw FileFailures.OfProof(path, rejection);
        }

        var facts = new ProofFacts(Path.GetFileName(path), bytes.Length, proof!);
        if (json)
        {
            ProofFactsRenderer.WriteJson(output, facts);
        }
        else
        {
            ProofFactsRenderer.WriteText(output, facts, detailed);
        }
    }

    private static void ShowKey(TextWriter output, string path, byte[] bytes, bool json)
    {
        if (KnownFiles.ReadKey(bytes, out VerifyingKey? key) is { } rejection)
        {
            throw FileFailures.OfKey(path, rejection);
        }

        var facts = new KeyFacts(Path.GetFileName(path), bytes.Length, SHA256.HashData(bytes), key!);
        if (json)
        {
            KeyFactsRenderer.WriteJson(output, facts);
        }
        else
        {
            KeyFactsRenderer.WriteText(output, facts);
        }
    }
}
