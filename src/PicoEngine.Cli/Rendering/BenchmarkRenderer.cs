// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using PicoEngine.Cli.Benchmarks;
using Spectre.Console;

namespace PicoEngine.Cli.Rendering;

/// <summary>A benchmark's report as a table for terminals, as JSON, and as a table for Markdown.</summary>
internal static class BenchmarkRenderer
{
    public static void WriteTable(TextWriter output, BenchmarkReport report)
    {
        output.WriteLine(Heading(report));
        (string[] headings, IEnumerable<string[]> rows) = Cells(report);
        Table table = TextTables.Create([headings[0], .. headings[1..].Select(heading => "#" + heading)]);
        foreach (string[] row in rows)
        {
            TextTables.AddRow(table, row);
        }

        TextTables.Console(output).Write(table);
        WriteRemarks(output, report, "");
        output.Flush();
    }

    public static void WriteMarkdown(TextWriter output, BenchmarkReport report)
    {
        (string[] headings, IEnumerable<string[]> rows) = Cells(report);
        output.WriteLine(Heading(report));
        output.WriteLine();
        Line(headings);
        Line([.. headings.Select((_, i) => i == 0 ? "---" : "---:")]);
        foreach (string[] row in rows)
        {
            Line(row);
        }

        WriteRemarks(output, report, "\n");
        output.Flush();

        void Line(string[] cells) => output.WriteLine($"| {string.Join(" | ", cells)} |");
    }

    public static void WriteJson(TextWriter output, BenchmarkReport report) => JsonReport.Write(output, writer =>
    {
        writer.WriteString("benchmark", report.Name);
        if (EngineVersion.Commit is { } commit)
        {
            writer.WriteString("commit", commit);
        }

        writer.WriteString("machine", report.Machine);
        writer.WriteNumber("threads", report.Threads);
        if (report.LoadAverage is { } load)
        {
            writer.WriteNumber("loadAverage", load);
        }

        BenchmarkDetails.WriteMembers(writer, report);
        foreach ((string name, long value) in report.Counts)
        {
            writer.WriteNumber(name, value);
        }

        writer.WriteStartArray("rows");
        foreach (BenchmarkRow row in report.Rows)
        {
            writer.WriteStartObject();
            writer.WriteString("name", row.Name);
            writer.WriteNumber("measured", row.Measured);
            writer.WriteString("unit", row.Unit);
            Optional("limit", row.Limit);
            Optional("share", row.Share);
            Optional("reference", row.Reference);
            Optional("speedup", row.Speedup);
            BenchmarkDetails.WriteMembers(writer, row.Detail);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();

        void Optional(string name, double? value)
        {
            if (value is { } number)
            {
                writer.WriteNumber(name, number);
            }
        }
    });

    private static void WriteRemarks(TextWriter output, BenchmarkReport report, string before)
    {
        foreach (string line in BenchmarkDetails.Lines(report))
        {
            output.WriteLine(before + line);
        }
    }

    private static string Heading(BenchmarkReport report)
    {
        string counts = string.Concat(report.Counts.Where(count => !count.Name.EndsWith("Bytes", StringComparison.Ordinal)).Select(count => $", {count.Name} {Format.Count(count.Value)}"));
        string compared = report.Reference is null ? "" : $"; compared with {report.Reference}";
        string backend = report.Backend is null ? "" : $" on {report.Backend}";
        return $"{report.Name}{backend}{counts}; {report.Machine}; {report.Threads} {(report.Threads == 1 ? "thread" : "threads")}{compared}";
    }

    private static (string[] Headings, IEnumerable<string[]> Rows) Cells(BenchmarkReport report)
    {
        bool compared = report.Reference is not null;
        string[] headings = ["what", "measured", "unit", "limit", "share", .. compared ? ["reference", "speedup"] : Array.Empty<string>()];
        return (headings, report.Rows.Select(row => (string[])
        [
            row.Name, Figure(row.Measured), row.Unit, Figure(row.Limit), Text(row.Share, "0 %"),
            .. compared ? [Figure(row.Reference), Text(row.Speedup, "0.00")] : Array.Empty<string>(),
        ]));
    }

    /// <summary>Three digits that count, or all before the point.</summary>
    private static string Figure(double? value) => value switch
    {
        null => "",
        >= 100 => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.Value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.00", CultureInfo.InvariantCulture),
    };

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
