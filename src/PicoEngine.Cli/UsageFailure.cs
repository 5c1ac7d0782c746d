// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using System.CommandLine.Invocation;
using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Cli;

/// <summary>Says what is wrong with a command line, with suggestions for misspelt words.</summary>
internal static class UsageFailure
{
    private const int ShortestMisspelling = 3;

    public static int Report(ParseResult parsed, CommandContext context)
    {
        var lines = parsed.Errors.Select(error => error.Message).ToList();
        string suggestions = Suggestions(parsed);
        if (suggestions.Length > 0)
        {
            lines.Add(suggestions);
        }

        var failure = new PicoException(ErrorCatalog.Usage, string.Join(' ', lines));
        FailureRenderer.Write(context, failure, AsksForJson(parsed.Tokens.Select(token => token.Value)), detailed: false);
        return (int)failure.Error.Exit;
    }

    /// <summary>The parser's "did you mean", a sentence for each misspelt word; empty where nothing is similar.</summary>
    private static string Suggestions(ParseResult parsed)
    {
        if (parsed.Action is not ParseErrorAction action)
        {
            return "";
        }

        // The parser writes a line that quotes the word, then a line for each similar one.
        action.ShowHelp = false;
        using var output = new StringWriter();
        parsed.Invoke(new InvocationConfiguration { Output = output, Error = TextWriter.Null });
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var words = new List<string>();
        bool keep = false;
        foreach (string line in lines)
        {
            if (line.StartsWith('\''))
            {
                // Of a shorter word everything short is "similar".
                keep = line.IndexOf('\'', 1) > ShortestMisspelling;
            }
            else if (keep)
            {
                words.Add(line);
            }
        }

        return words.Count == 0 ? "" : $"Did you mean {string.Join(" or ", words.Distinct())}?";
    }

    private static bool AsksForJson(IEnumerable<string> words)
    {
        string before = "";
        foreach (string word in words)
        {
            if (word == "--json" || (word == "json" && before == "--report"))
            {
                return true;
            }

            before = word;
        }

        return false;
    }
}
