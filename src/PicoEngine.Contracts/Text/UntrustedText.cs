// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Text;

namespace PicoEngine.Contracts.Text;

/// <summary>Text that a guest or a file chose, before a person's terminal or log shows it.</summary>
public static class UntrustedText
{
    /// <summary>Whether no character moves the cursor, starts an escape sequence or turns the writing direction.</summary>
    public static bool IsHarmless(string text) => text.All(IsHarmless);

    /// <summary>The text with harmful characters spelled as <c>\xNN</c>; tabs stay.</summary>
    public static string Show(string text)
    {
        if (IsHarmless(text))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 16);
        foreach (char character in text)
        {
            _ = IsHarmless(character) || character == '\t' ? shown.Append(character) : shown.Append($"\\x{(int)character:x2}");
        }

        return shown.ToString();
    }

    private static bool IsHarmless(char character) =>
        char.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
