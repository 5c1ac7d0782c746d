// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Cli.Devices;

namespace PicoEngine.Cli.Commands;

/// <summary>The options that say on which devices proofs are made.</summary>
internal sealed class BackendOptions
{
    private const string Automatic = "auto";
    private const string All = "all";

    // Far more GPUs than a machine has; a longer number is a mistake.
    private const int MostDigits = 4;

    private readonly Option<string> _backend = new("--backend")
    {
        Description = "What proves: cuda (NVIDIA GPUs), ilgpu (GPUs with an OpenCL driver) or cpu. auto takes the GPUs that cuda supports, and the processor where there are none, and says which.",
        HelpName = "auto|cuda|ilgpu|cpu",
        DefaultValueFactory = _ => Automatic,
    };

    private readonly Option<string> _devices = new("--devices")
    {
        Description = "Numbers of the GPUs to use, with commas between; all uses every one that is supported.",
        HelpName = "0,1|all",
        DefaultValueFactory = _ => All,
    };

    public void AddTo(Command command)
    {
        _backend.AcceptOnlyFromAmong([Automatic, .. Enum.GetNames<BackendKind>().Select(name => name.ToLowerInvariant())]);
        _devices.Validators.Add(result => OptionRules.RefuseUnless(
            result,
            result.Tokens is not [var token, ..] || token.Value == All || Numbers(token.Value) is not null,
            "--devices must be all, or numbers of GPUs with commas between, such as 0,1; none twice."));
        command.Add(_backend);
        command.Add(_devices);
        command.Validators.Add(Validate);
    }

    /// <summary>Whether a command line has one of them.</summary>
    public bool IsGiven(CommandResult result) => ((Option[])[_backend, _devices]).Any(option => result.GetResult(option) is { Implicit: false });

    public BackendRequest Read(ParseResult parsed) => new(Kind(parsed.GetRequiredValue(_backend)), Numbers(parsed.GetRequiredValue(_devices)));

    private static BackendKind? Kind(string value) => value == Automatic ? null : Enum.Parse<BackendKind>(value, ignoreCase: true);

    /// <summary>Null for what is no list of numbers.</summary>
    private static int[]? Numbers(string value)
    {
        var numbers = new List<int>();
        foreach (string part in value.Split(','))
        {
            if (part.Length > MostDigits || !int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || numbers.Contains(number))
            {
                return null;
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }

    private void Validate(CommandResult result)
    {
        bool isProcessor = string.Equals(result.GetValue(_backend), nameof(BackendKind.Cpu), StringComparison.OrdinalIgnoreCase);
        OptionRules.RefuseUnless(
            result, !isProcessor || result.GetResult(_devices) is not { Implicit: false }, "--devices names GPUs: it does not go with --backend cpu.");
    }
}
