// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Cli.Benchmarks;

/// <summary>An earlier report, as <c>pico bench --json</c> left it.</summary>
internal static class BenchmarkReference
{
    /// <summary>Puts the figures of an earlier report beside those of the same name and unit.</summary>
    /// <param name="report">What was measured now.</param>
    /// <param name="file">Name of the file, for messages.</param>
    /// <param name="figures">What <see cref="Read"/> gave.</param>
    public static BenchmarkReport Compare(BenchmarkReport report, string file, IReadOnlyDictionary<(string Name, string Unit), double> figures) => report with
    {
        Reference = file,
        Rows =
        [
            .. report.Rows.Select(row => row with { Reference = figures.TryGetValue((row.Name, row.Unit), out double figure) ? figure : null }),
        ],
    };

    /// <summary>Reads the figures of a report of the same benchmark.</summary>
    /// <exception cref="PicoException"><c>benchmark-reference-invalid</c>.</exception>
    public static IReadOnlyDictionary<(string Name, string Unit), double> Read(ReadOnlyMemory<byte> json, string file, string benchmark)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            string? found = document.RootElement.GetProperty("benchmark").GetString();
            if (found != benchmark)
            {
                throw Invalid(file, $"it is of the benchmark {found}, not {benchmark}");
            }

            var figures = new Dictionary<(string, string), double>();
            foreach (JsonElement row in document.RootElement.GetProperty("rows").EnumerateArray())
            {
                figures[(row.GetProperty("name").GetString() ?? "", row.GetProperty("unit").GetString() ?? "")] = row.GetProperty("measured").GetDouble();
            }

            return figures;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Invalid(file, exception.Message, exception);
        }
    }

    private static PicoException Invalid(string file, string complaint, Exception? inner = null) => new(
        ErrorCatalog.BenchmarkReferenceInvalid, $"{file}: {complaint}", new Dictionary<string, object?> { ["file"] = file }, inner);
}
