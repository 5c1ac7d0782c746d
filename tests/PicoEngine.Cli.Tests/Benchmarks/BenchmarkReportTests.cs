// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text;
using System.Text.Json;
using PicoEngine.Cli.Benchmarks;
using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;
using Xunit;

namespace PicoEngine.Cli.Tests.Benchmarks;

public sealed class BenchmarkReportTests
{
    private static readonly BenchmarkReport Report = new(
        "e2e", 2, [new("commit", 2, "s", 0.5), new("cycles", 1234.6, "k/s"), new("hash", 5, "M/s", 20)]) { Counts = [("shards", 1), ("proofBytes", 700_000)] };

    [Fact]
    public void Share_is_of_the_limit_for_times_and_for_rates()
    {
        Assert.Equal(0.25, Report.Rows[0].Share);
        Assert.Null(Report.Rows[1].Share);
        Assert.Equal(0.25, Report.Rows[2].Share);
    }

    [Fact]
    public void Compare_with_own_json_is_even_and_a_faster_run_is_above_one()
    {
        byte[] json = Json(Report);
        BenchmarkReport faster = Report with { Rows = [new("commit", 1, "s"), new("cycles", 2469.2, "k/s"), new("hash", 5, "G/s"), new("new", 1, "s")] };
        BenchmarkReport same = BenchmarkReference.Compare(Report, "ref", BenchmarkReference.Read(json, "ref", "e2e"));
        Assert.All(same.Rows, row => Assert.Equal(1, row.Speedup));
        BenchmarkReport compared = BenchmarkReference.Compare(faster, "ref", BenchmarkReference.Read(json, "ref", "e2e"));
        Assert.Equal([2.0, 2.0, null, null], compared.Rows.Select(row => row.Speedup));
        Assert.Equal([2.0, 1234.6, null, null], compared.Rows.Select(row => row.Reference));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"benchmark":"primitives","rows":[]}""")]
    [InlineData("""{"benchmark":"e2e","rows":7}""")]
    [InlineData("""{"benchmark":"e2e","rows":[{"name":"commit","unit":"s","measured":"fast"}]}""")]
    [InlineData("""{"benchmark":"e2e","rows":[{"name":"commit","measured":1}]}""")]
    public void Read_what_is_no_report_of_the_benchmark_is_refused(string json)
    {
        var failure = Assert.Throws<PicoException>(() => BenchmarkReference.Read(Encoding.UTF8.GetBytes(json), "ref.json", "e2e"));
        Assert.Equal(ErrorCatalog.BenchmarkReferenceInvalid, failure.Error);
        Assert.StartsWith("ref.json: ", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_every_figure()
    {
        using JsonDocument document = JsonDocument.Parse(Json(Report));
        JsonElement root = document.RootElement;
        Assert.Equal("e2e", root.GetProperty("benchmark").GetString());
        Assert.Equal(2, root.GetProperty("threads").GetInt32());
        Assert.Equal(700_000, root.GetProperty("proofBytes").GetInt64());
        JsonElement row = root.GetProperty("rows")[0];
        Assert.Equal("commit", row.GetProperty("name").GetString());
        Assert.Equal(2, row.GetProperty("measured").GetDouble());
        Assert.Equal(0.5, row.GetProperty("limit").GetDouble());
        Assert.Equal(0.25, row.GetProperty("share").GetDouble());
        Assert.False(root.GetProperty("rows")[1].TryGetProperty("limit", out _));
    }

    [Fact]
    public void Markdown_is_a_table_of_equal_rows()
    {
        using var output = new StringWriter();
        BenchmarkRenderer.WriteMarkdown(output, BenchmarkReference.Compare(Report, "ref", BenchmarkReference.Read(Json(Report), "ref", "e2e")));
        string[] table = [.. output.ToString().Split('\n').Where(line => line.StartsWith('|'))];
        Assert.Equal("| what | measured | unit | limit | share | reference | speedup |", table[0]);
        Assert.Equal("| commit | 2.00 | s | 0.50 | 25 % | 2.00 | 1.00 |", table[2]);
        Assert.Equal("| cycles | 1,235 | k/s |  |  | 1,235 | 1.00 |", table[3]);
        Assert.All(table, line => Assert.Equal(8, line.Count(character => character == '|')));
    }

    [Fact]
    public void Table_names_every_row_and_what_was_measured()
    {
        using var output = new StringWriter();
        BenchmarkRenderer.WriteTable(output, Report);
        Assert.StartsWith("e2e, shards 1; ", output.ToString(), StringComparison.Ordinal);
        Assert.All(Report.Rows, row => Assert.Contains(row.Name, output.ToString(), StringComparison.Ordinal));
    }

    private static byte[] Json(BenchmarkReport report)
    {
        using var output = new StringWriter();
        BenchmarkRenderer.WriteJson(output, report);
        return Encoding.UTF8.GetBytes(output.ToString());
    }
}
