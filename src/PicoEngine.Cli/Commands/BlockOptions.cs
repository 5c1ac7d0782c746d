// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PicoEngine.Cli.Inputs;

namespace PicoEngine.Cli.Commands;

/// <summary>The arguments and options that name blocks: files, or a node and a number.</summary>
internal sealed class BlockOptions
{
    private readonly Argument<string[]> _files;

    private readonly Option<string?> _witness = new("--witness")
    {
        Description = "FILE is a node's answer to debug_getRawBlock, and this its answer to debug_executionWitness.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _node = new("--rpc")
    {
        Description = "In place of FILE: the address of an execution client that offers debug_executionWitness.",
        HelpName = "URL",
    };

    private readonly Option<string?> _number = new("--number")
    {
        Description = "With --rpc: the block's number.",
        HelpName = "N",
    };

    private readonly Option<ulong?> _chain = new("--chain-id")
    {
        Description = "With --witness: the block's chain, mainnet (1) unless given. With --rpc: the chain that the node must follow.",
        HelpName = "ID",
    };

    private readonly int _most;

    /// <param name="most">How many files a command takes.</param>
    public BlockOptions(int most)
    {
        _most = most;
        _files = new Argument<string[]>("FILE")
        {
            Description = "A block with its witness: JSON, plain or gzip, with chainId, block and executionWitness.",
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = _ => [],
        };
        _files.Validators.Add(OptionRules.RefuseDash);
    }

    public void AddTo(Command command)
    {
        _node.Validators.Add(result => OptionRules.RefuseUnless(
            result, result.Tokens is not [var token, ..] || IsAddress(token.Value), "--rpc must be an address that begins with http:// or https://."));
        _number.Validators.Add(result => OptionRules.RefuseUnless(
            result, result.Tokens is not [var token, ..] || TryParseNumber(token.Value, out _), "--number must be a block number, decimal or 0x and hex digits."));
        command.Add(_files);
        foreach (Option option in (Option[])[_witness, _node, _number, _chain])
        {
            command.Add(option);
        }

        command.Validators.Add(Validate);
    }

    public IReadOnlyList<BlockSource> Read(ParseResult parsed)
    {
        string[] files = parsed.GetValue(_files) ?? [];
        ulong? chain = parsed.GetValue(_chain);
        if (parsed.GetValue(_node) is { } node && TryParseNumber(parsed.GetValue(_number)!, out ulong number))
        {
            return [new BlockSource.OfNode(new Uri(node, UriKind.Absolute), number, chain)];
        }

        return parsed.GetValue(_witness) is { } witness
            ? [new BlockSource.OfAnswers(files[0], witness, chain ?? 1)]
            : [.. files.Select(file => new BlockSource.OfFile(file))];
    }

    private void Validate(CommandResult result)
    {
        int files = result.GetResult(_files)?.Tokens.Count ?? 0;
        (bool witness, bool node, bool number) = (Given(_witness), Given(_node), Given(_number));
        OptionRules.RefuseUnless(result, files > 0 != node, files > 0 ? "FILE and --rpc exclude each other." : "A block is missing: give a FILE, or --rpc and --number.");
        OptionRules.RefuseUnless(result, files <= _most, $"{files} files: this command takes {_most}.");
        OptionRules.RefuseUnless(result, node == number, node ? "--rpc needs --number." : "--number goes with --rpc.");
        OptionRules.RefuseUnless(result, !witness || files == 1, "--witness goes with one FILE.");
        OptionRules.RefuseUnless(result, !Given(_chain) || witness || node, "--chain-id goes with --witness or --rpc: a block file names its chain.");

        bool Given(Option option) => result.GetResult(option) is { Implicit: false };
    }

    private static bool IsAddress(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    private static bool TryParseNumber(string value, out ulong number) => value.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? ulong.TryParse(value.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
        : ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
