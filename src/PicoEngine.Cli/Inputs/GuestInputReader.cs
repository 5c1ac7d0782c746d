// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;

namespace PicoEngine.Cli.Inputs;

/// <summary>Makes the guest's input from the values of <c>--input</c>, one element each.</summary>
internal static class GuestInputReader
{
    /// <param name="values">Hex digits after 0x, <c>-</c> for standard input, anything else is the name of a file.</param>
    /// <param name="openInput">Opens standard input.</param>
    /// <exception cref="PicoException"><c>input-invalid</c> or <c>file-unreadable</c>.</exception>
    public static GuestInput Read(IEnumerable<string> values, Func<Stream> openInput)
    {
        var input = new GuestInput();
        bool consumed = false;
        foreach (string value in values)
        {
            if (value == "-")
            {
                if (consumed)
                {
                    throw new PicoException(ErrorCatalog.InputInvalid, "standard input is named twice but can be read once");
                }

                consumed = true;
                input.Add(NamedFile.ReadToEnd("standard input", openInput));
            }
            else
            {
                input.Add(IsHex(value) ? ParseHex(value) : NamedFile.Read(value));
            }
        }

        return input;
    }

    private static bool IsHex(string value) => value.StartsWith("0x", StringComparison.OrdinalIgnoreCase);

    private static byte[] ParseHex(string value)
    {
        try
        {
            return Convert.FromHexString(value.AsSpan(2));
        }
        catch (FormatException exception)
        {
            int at = value.AsSpan(2).IndexOfAnyExcept(HexDigits);
            string complaint = at >= 0 ? $"'{value[at + 2]}' at position {at + 2} is no hex digit" : $"{value.Length - 2} hex digits are no whole number of bytes";
            string shown = value.Length <= 40 ? value : value[..40] + "...";
            throw new PicoException(
                ErrorCatalog.InputInvalid, $"{shown}: {complaint}", new Dictionary<string, object?> { ["input"] = shown }, exception);
        }
    }

    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");
}
