// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using PicoEngine.Cli.Rendering;

namespace PicoEngine.Cli.Commands;

/// <summary>The options of every command that makes a proof: prover, files, what is shown.</summary>
internal sealed class ProvingOptions
{
    private const string ProofExtension = ".pico";

    private readonly ProverSettings _prover = new();

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = $"Where the proof goes; an older file of that name is replaced. Without it, the name of what is proved with {ProofExtension}, in this folder.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _resume = new("--resume")
    {
        Description = "Folder in which finished shards are kept. The same command goes on there after a crash, a full disk or Ctrl-C.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _expectedKey = new("--expect-vkey")
    {
        Description = "The verifying key that the program must have; another one is refused before anything is proved.",
        HelpName = "0xDIGEST|FILE",
    };

    private readonly Option<string?> _timeline = new("--timeline")
    {
        Description = "Write when each phase of each shard was worked on, for ui.perfetto.dev or chrome://tracing.",
        HelpName = "FILE.json",
    };

    private readonly Option<bool> _verify = new("--verify") { Description = "Verify the proof of each shard as soon as it is made; the default." };
    private readonly Option<bool> _noVerify = new("--no-verify") { Description = "Verify only the finished file, not each shard before it." };
    private readonly Option<string> _progress = SharedOptions.Progress();
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<bool> _detailed = SharedOptions.Detailed();

    public void AddTo(Command command)
    {
        command.Add(_output);
        _prover.AddTo(command);
        foreach (Option option in (Option[])[_resume, _expectedKey, _verify, _noVerify, _timeline, _progress, _json, _detailed])
        {
            command.Add(option);
        }

        command.Validators.Add(result => OptionRules.RefuseUnless(
            result, !result.GetValue(_verify) || !result.GetValue(_noVerify), "--verify and --no-verify exclude each other."));
    }

    /// <summary>The request that a command line makes.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="context">The world of the command.</param>
    /// <param name="source">What is to be proved.</param>
    /// <param name="stem">The proof's name, without its ending, where none is given.</param>
    public ProveRequest Read(ParseResult parsed, CommandContext context, IProofSource source, string stem) => new()
    {
        Source = source,
        Prover = Prover(parsed),
        Output = parsed.GetValue(_output) ?? stem + ProofExtension,
        Resume = parsed.GetValue(_resume),
        ExpectedKey = parsed.GetValue(_expectedKey),
        Timeline = parsed.GetValue(_timeline),
        Progress = ProgressStyles.Choose(parsed.GetRequiredValue(_progress), context.IsInteractive),
        Json = parsed.GetValue(_json),
        Detailed = parsed.GetValue(_detailed),
    };

    private ProverRequest Prover(ParseResult parsed)
    {
        ProverRequest request = _prover.Read(parsed);
        return request with { Options = request.Options with { SelfCheck = !parsed.GetValue(_noVerify) } };
    }
}
