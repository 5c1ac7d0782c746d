// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using Spectre.Console;

namespace PicoEngine.Cli.Rendering;

/// <summary>Standard error while something runs: whole lines, and below them on a terminal one line that changes.</summary>
internal sealed class StatusLine(CommandContext context, ProgressStyle style)
{
    // Steps that follow each other faster are not worth a line each.
    private static readonly TimeSpan NoteInterval = TimeSpan.FromSeconds(2);

    private readonly IAnsiConsole? _console = style == ProgressStyle.Terminal
        ? AnsiConsole.Create(new AnsiConsoleSettings { Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(context.Error) })
        : null;

    private StatusContext? _status;
    private long? _noted;

    /// <summary>Runs <paramref name="body"/>, with the changing line below what is written if the style has one.</summary>
    public T Run<T>(string first, Func<T> body) => _console is null ? body() : _console.Status().Start(first, status =>
    {
        _status = status;
        try
        {
            return body();
        }
        finally
        {
            _status = null;
        }
    });

    /// <summary>Writes a line that stays.</summary>
    public void WriteLine(string line)
    {
        if (_status is not null)
        {
            _console!.WriteLine(line);
        }
        else
        {
            context.Error.WriteLine(line);
        }
    }

    /// <summary>Says what is done from now on, in the style.</summary>
    public void Note(string text)
    {
        switch (style)
        {
            case ProgressStyle.Terminal:
                Show(text);
                break;
            case ProgressStyle.Plain when _noted is not { } last || Stopwatch.GetElapsedTime(last) >= NoteInterval:
                _noted = Stopwatch.GetTimestamp();
                context.Error.WriteLine($"progress: {text}");
                break;
            case ProgressStyle.Json:
                context.Error.WriteLine(JsonReport.Line(writer =>
                {
                    writer.WriteString("event", "note");
                    writer.WriteString("text", text);
                }));
                break;
            default:
                break;
        }
    }

    /// <summary>Replaces the line that changes.</summary>
    public void Show(string text) => _status?.Status(Markup.Escape(text));
}
