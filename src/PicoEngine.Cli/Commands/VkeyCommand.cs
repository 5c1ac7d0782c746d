// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using PicoEngine.Cli.Inputs;
using PicoEngine.Cli.Inspection;
using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;
using PicoEngine.Proving;
using PicoEngine.Verifier.Files;

namespace PicoEngine.Cli.Commands;

/// <summary><c>pico vkey</c>: the verifying key of a program.</summary>
internal static class VkeyCommand
{
    public static Command Create(CommandContext context)
    {
        Option<string> elf = SharedOptions.Elf();
        elf.Required = false;
        var block = new Option<bool>("--block", "--block-guest") { Description = "In place of --elf: the Ethereum block guest that is part of this engine." };
        Option<string> security = SharedOptions.Security();
        Option<int> threads = SharedOptions.Threads();
        var output = new Option<string?>("--output", "-o") { Description = "Write the key itself, which pico verify --vkey takes as well.", HelpName = "FILE" };
        Option<bool> json = SharedOptions.Json();
        var command = new Command("vkey", "Prints the digest of a program's verifying key, which pico verify --vkey takes.") { elf, block, security, output, threads, json };
        command.Validators.Add(result => OptionRules.RefuseUnless(
            result, result.GetResult(elf) is not null != result.GetValue(block), "Give --elf FILE or --block: the key of one program."));
        command.SetAction(parsed => CommandRunner.Run(context, parsed.GetValue(json), detailed: false, () =>
        {
            using GuestProgram program = parsed.GetValue(block) ? BlockGuestKey.Load() : GuestProgram.Load(NamedFile.Read(parsed.GetRequiredValue(elf)));
            using OutputFile? file = parsed.GetValue(output) is { } path ? OutputFile.Open(path) : null;
            using PicoProver prover = PicoProver.Create(new ProverOptions
            {
                Security = SharedOptions.ReadSecurity(parsed.GetRequiredValue(security)),
                DegreeOfParallelism = parsed.GetValue(threads),
            });
            using ProgramKey key = prover.Setup(program);
            byte[] bytes = KeyFile.Write(key.VerifyingKey);
            file?.Write(bytes);
            if (parsed.GetValue(json))
            {
                WriteJson(context.Output, key, bytes.Length);
            }
            else
            {
                // Alone on its line, for scripts.
                context.Output.WriteLine(KeyFile.FormatDigest(key.Digest.Span));
                context.Output.Flush();
            }

            return ExitCode.Ok;
        }));
        return command;
    }

    private static void WriteJson(TextWriter output, ProgramKey key, int byteCount) => JsonReport.Write(output, writer =>
    {
        JsonReport.WriteHex(writer, "vkeyDigest", key.Digest.Span);
        writer.WriteString("programSha256", "0x" + key.Program.Image.Sha256);
        writer.WriteString("machine", key.VerifyingKey.Family.Machine.Definition.Id);
        writer.WriteString("parameters", key.VerifyingKey.Family.Parameters.Name);
        JsonReport.WriteSecurity(writer, ProofVerdict.BitsOf(key.VerifyingKey.Family, 1));
        writer.WriteNumber("keyBytes", byteCount);
        writer.WriteNumber("seconds", key.Duration.TotalSeconds);
    });
}
