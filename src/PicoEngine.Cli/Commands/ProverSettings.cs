// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using PicoEngine.Cli.Inputs;
using PicoEngine.Proving;

namespace PicoEngine.Cli.Commands;

/// <summary>The options of every command that sets up a prover: security, devices, memory, threads.</summary>
internal sealed class ProverSettings
{
    private readonly BackendOptions _backend = new();
    private readonly Option<string> _security = SharedOptions.Security();
    private readonly Option<int> _threads = SharedOptions.Threads();

    private readonly Option<string?> _memoryLimit = new("--memory-limit")
    {
        Description = "Memory that proving may take, such as 8GiB, of the machine or, on GPUs, of each of them; the largest shards that fit are chosen. Without it, what there is.",
        HelpName = "SIZE",
    };

    public void AddTo(Command command)
    {
        AddSizesTo(command);
        _backend.AddTo(command);
        command.Add(_threads);
    }

    /// <summary>Adds the options that decide where a run is cut.</summary>
    public void AddSizesTo(Command command)
    {
        _memoryLimit.Validators.Add(result => OptionRules.RefuseUnless(
            result,
            result.Tokens is not [var token, ..] || ByteSize.TryParse(token.Value, out _),
            "--memory-limit must be a size such as 8GiB, 512MiB or a number of bytes."));
        command.Add(_security);
        command.Add(_memoryLimit);
    }

    public ProverRequest Read(ParseResult parsed) => new(ReadSizes(parsed) with { DegreeOfParallelism = parsed.GetValue(_threads) }, _backend.Read(parsed));

    /// <summary>Reads the options of <see cref="AddSizesTo"/>.</summary>
    public ProverOptions ReadSizes(ParseResult parsed) => new()
    {
        Security = SharedOptions.ReadSecurity(parsed.GetRequiredValue(_security)),
        MemoryLimitBytes = parsed.GetValue(_memoryLimit) is { } text && ByteSize.TryParse(text, out long bytes) ? bytes : null,
    };
}
