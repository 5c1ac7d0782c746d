// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;

namespace PicoEngine.Cli.Commands;

/// <summary><c>pico verify</c>: its options. What it does stands in <see cref="VerifyRun"/>.</summary>
internal static class VerifyCommand
{
    public static Command Create(CommandContext context)
    {
        var proof = new Argument<string>("PROOF") { Description = "A proof file." };
        var key = new Option<string?>("--vkey")
        {
            Description = "The verifying key of the program that the proof must be about: the digest that pico vkey prints, or its key file.",
            HelpName = "0xDIGEST|FILE",
        };
        var blockGuest = new Option<bool>("--block-guest")
        {
            Description = "In place of --vkey: the key of the Ethereum block guest that is part of this engine.",
        };
        Option<string> security = SharedOptions.Security();
        security.Description = "With --block-guest or --block: the bits of security that the proof must have been made for.";
        var block = new Option<string?>("--block")
        {
            Description = "The block that the proof must be about, a file as for prove-block. Without --vkey, the key is the block guest's.",
            HelpName = "FILE",
        };
        var publicValues = new Option<string?>("--public-values")
        {
            Description = "A file with the public values that the run must have.",
            HelpName = "FILE",
        };
        var expectedExit = new Option<uint>("--expect-exit")
        {
            Description = "The exit code that the run must have; a proof always says 0.",
            HelpName = "N",
            DefaultValueFactory = _ => 0,
        };
        Option<int> threads = SharedOptions.Threads();
        Option<bool> json = SharedOptions.Json();
        Option<bool> detailed = SharedOptions.Detailed();
        proof.Validators.Add(OptionRules.RefuseDash);
        var command = new Command("verify", "Checks a proof: that the program of the key ran, exited with 0 and made these public values.")
        {
            proof, key, blockGuest, security, block, publicValues, expectedExit, threads, json, detailed,
        };

        // Not a required option: its own sentence says what it is for.
        command.Validators.Add(result => OptionRules.RefuseUnless(
            result,
            result.GetResult(key) is not null || result.GetValue(blockGuest) || result.GetResult(block) is not null,
            "--vkey is missing: without it a proof does not say which program ran. `pico vkey --elf PROGRAM` prints the key of a program that you trust; "
            + "--block-guest stands for that of the Ethereum block guest."));
        command.Validators.Add(result => OptionRules.RefuseUnless(
            result, result.GetResult(key) is null || !result.GetValue(blockGuest), "--vkey and --block-guest exclude each other."));
        command.Validators.Add(result => OptionRules.RefuseUnless(
            result, result.GetResult(key) is null || result.GetResult(security) is not { Implicit: false }, "--vkey says the level already: --security goes with --block-guest or --block."));
        command.SetAction(parsed => VerifyRun.Run(context, new VerifyRequest
        {
            Proof = parsed.GetRequiredValue(proof),
            Key = parsed.GetValue(key),
            Security = SharedOptions.ReadSecurity(parsed.GetRequiredValue(security)),
            Block = parsed.GetValue(block),
            PublicValues = parsed.GetValue(publicValues),
            ExpectedExit = parsed.GetValue(expectedExit),
            Threads = parsed.GetValue(threads),
            Json = parsed.GetValue(json),
            Detailed = parsed.GetValue(detailed),
        }));
        return command;
    }
}
