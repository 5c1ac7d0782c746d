// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine.Parsing;
using System.Globalization;

namespace PicoEngine.Cli.Commands;

/// <summary>What the parser cannot know about values.</summary>
internal static class OptionRules
{
    /// <summary>A value that is no number at all is refused by the parser itself.</summary>
    public static void RefuseBelow(OptionResult result, long minimum)
    {
        if (result.Tokens is [var token, ..] && long.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long value))
        {
            RefuseUnless(result, value >= minimum, $"{result.Option.Name} must be {minimum} or more.");
        }
    }

    public static void RefuseUnless(SymbolResult result, bool holds, string message)
    {
        if (!holds)
        {
            result.AddError(message);
        }
    }

    /// <summary>An argument that begins with a dash is a misspelt option, unless the file really has that name.</summary>
    public static void RefuseDash(ArgumentResult result)
    {
        if (result.Tokens is [{ Value: ['-', ..] word }, ..])
        {
            result.AddError($"Unrecognized option '{word}'. A file of that name is ./{word}.");
        }
    }
}
