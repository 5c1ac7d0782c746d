// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text;

namespace PicoEngine.RiscV.Elf;

/// <summary>
/// Makes Rust's legacy symbol names readable: <c>_ZN</c>, then length-prefixed parts, then <c>17h</c> and a hash, <c>E</c>
/// (rustc book, "Symbol mangling"). Every other name is returned as it is.
/// </summary>
public static class SymbolDemangler
{
    private static readonly (string Escape, string Text)[] Escapes =
    [
        ("$SP$", "@"), ("$BP$", "*"), ("$RF$", "&"), ("$LT$", "<"), ("$GT$", ">"), ("$LP$", "("), ("$RP$", ")"), ("$C$", ","),
        ("$u20$", " "), ("$u22$", "\""), ("$u27$", "'"), ("$u2b$", "+"), ("$u3b$", ";"), ("$u5b$", "["), ("$u5d$", "]"),
        ("$u7b$", "{"), ("$u7d$", "}"), ("$u7e$", "~"), ("..", "::"),
    ];

    public static string Demangle(string name)
    {
        if (!name.StartsWith("_ZN", StringComparison.Ordinal))
        {
            return name;
        }

        var parts = new List<string>();
        int at = 3;
        while (at < name.Length && name[at] != 'E')
        {
            int length = 0;
            int digits = at;
            while (at < name.Length && char.IsAsciiDigit(name[at]) && length < name.Length)
            {
                length = 10 * length + (name[at++] - '0');
            }

            if (at == digits || length == 0 || length > name.Length - at)
            {
                return name;
            }

            parts.Add(name.Substring(at, length));
            at += length;
        }

        if (at >= name.Length || parts.Count == 0)
        {
            return name;
        }

        if (parts.Count > 1 && IsHash(parts[^1]))
        {
            parts.RemoveAt(parts.Count - 1);
        }

        return string.Join("::", parts.Select(Unescape));
    }

    private static bool IsHash(string part) => part.Length == 17 && part[0] == 'h' && part.Skip(1).All(char.IsAsciiHexDigitLower);

    /// <summary>One pass from left to right: hostile names may hold thousands of parts and escapes.</summary>
    private static string Unescape(string part)
    {
        ReadOnlySpan<char> rest = part.AsSpan(part.StartsWith("_$", StringComparison.Ordinal) ? 1 : 0);
        if (rest.IndexOfAny('$', '.') < 0)
        {
            return part;
        }

        var text = new StringBuilder(rest.Length);
        while (!rest.IsEmpty)
        {
            (string escape, string replacement) = rest[0] is '$' or '.' ? FindEscape(rest) : default;
            if (escape is null)
            {
                text.Append(rest[0]);
                rest = rest[1..];
            }
            else
            {
                text.Append(replacement);
                rest = rest[escape.Length..];
            }
        }

        return text.ToString();
    }

    private static (string Escape, string Text) FindEscape(ReadOnlySpan<char> rest)
    {
        foreach ((string Escape, string Text) candidate in Escapes)
        {
            if (rest.StartsWith(candidate.Escape, StringComparison.Ordinal))
            {
                return candidate;
            }
        }

        return default;
    }
}
