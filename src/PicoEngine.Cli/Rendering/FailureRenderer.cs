// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Cli.Rendering;

/// <summary>Writes a failure: for people three lines on stderr, for programs one object on stdout.</summary>
internal static class FailureRenderer
{
    // Keys of the row itself; a value of the same name would make the object ambiguous.
    private static readonly string[] RowKeys = ["code", "name", "message", "cause", "remedy"];

    public static void Write(CommandContext context, PicoException failure, bool json, bool detailed)
    {
        WriteText(context.Error, failure, detailed);
        if (json)
        {
            JsonReport.Write(context.Output, writer => WriteError(writer, failure));
        }
    }

    public static void WriteText(TextWriter error, PicoException failure, bool detailed)
    {
        error.WriteLine($"error {failure.Error}: {failure.Detail}");
        error.WriteLine($"  cause: {failure.Error.Cause}");
        error.WriteLine($"  remedy: {failure.Error.Remedy}");
        if (detailed && failure.InnerException is { } inner)
        {
            error.WriteLine(inner);
        }
    }

    /// <summary>The member <c>error</c> of an open object.</summary>
    public static void WriteError(Utf8JsonWriter writer, PicoException failure)
    {
        writer.WriteStartObject("error");
        writer.WriteString("code", failure.Error.Id);
        writer.WriteString("name", failure.Error.Name);
        writer.WriteString("message", failure.Detail);
        writer.WriteString("cause", failure.Error.Cause);
        writer.WriteString("remedy", failure.Error.Remedy);
        foreach ((string key, object? value) in failure.Values)
        {
            if (!RowKeys.Contains(key))
            {
                JsonReport.WriteValue(writer, key, value);
            }
        }

        writer.WriteEndObject();
    }
}
