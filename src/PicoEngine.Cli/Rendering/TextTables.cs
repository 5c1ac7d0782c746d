// SPDX-License-Identifier: MIT OR Apache-2.0

using Spectre.Console;

namespace PicoEngine.Cli.Rendering;

/// <summary>Tables of plain text: names of functions contain brackets, so no cell is markup.</summary>
internal static class TextTables
{
    // Where no terminal says how wide it is, nothing is to be wrapped.
    private const int UnlimitedWidth = 1000;

    public static IAnsiConsole Console(TextWriter output)
    {
        var target = new AnsiConsoleOutput(output);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = target });
        if (!target.IsTerminal)
        {
            console.Profile.Width = UnlimitedWidth;
        }

        return console;
    }

    /// <summary>A table with these headings; # before one makes its column right-aligned.</summary>
    public static Table Create(params IEnumerable<string> headings)
    {
        var table = new Table { Border = TableBorder.Simple, UseSafeBorder = true };
        foreach (string heading in headings)
        {
            bool number = heading.StartsWith('#');
            table.AddColumn(new TableColumn(new Text(number ? heading[1..] : heading)) { Alignment = number ? Justify.Right : Justify.Left });
        }

        return table;
    }

    public static void AddRow(Table table, params IEnumerable<string> cells) => table.AddRow(cells.Select(cell => new Text(cell)));
}
