// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Text.Json;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;

namespace PicoEngine.Benchmarks;

/// <summary>
/// Runs the public Pico guests that lie in a folder and compares cycles, exit code and outputs with the committed table:
/// <c>guests FOLDER</c>. The files are those of the table's source; missing ones are counted, not failed. <c>--prove CYCLES</c>
/// proves and verifies the runs of at most so many cycles too, <c>--only TEXT</c> takes the files that have it in their name.
/// </summary>
internal static class KnownGuests
{
    private const string TableName = "pico-guests.json";

    /// <summary>Marks an input file that holds a list of elements: u64 count, then u64 length and bytes of each.</summary>
    private const string ElementsPrefix = "elements:";

    public static int Run(string[] arguments)
    {
        if (KnownGuestsRequest.Read(arguments) is not { } request)
        {
            Console.Error.WriteLine($"usage: guests {KnownGuestsRequest.Usage}");
            return 2;
        }

        using JsonDocument table = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, TableName)));
        int passed = 0;
        int failed = 0;
        int absent = 0;
        foreach (JsonElement row in table.RootElement.EnumerateArray())
        {
            string file = row.GetProperty("file").GetString()!;
            string[] inputs = [.. row.GetProperty("inputs").EnumerateArray().Select(input => input.GetString()!)];
            if (!file.Contains(request.Only, StringComparison.Ordinal))
            {
                continue;
            }

            if (!HasAll(request.Folder, file, inputs))
            {
                absent++;
                continue;
            }

            string? difference = Compare(request, row, file, inputs);
            Console.WriteLine($"{(difference is null ? "ok  " : "FAIL")} {file} {string.Join(' ', inputs)} {difference}");
            passed += difference is null ? 1 : 0;
            failed += difference is null ? 0 : 1;
        }

        Console.WriteLine($"{passed} passed, {failed} failed, {absent} absent");
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    private static string? Compare(KnownGuestsRequest request, JsonElement row, string file, string[] inputs)
    {
        try
        {
            using GuestProgram program = GuestProgram.Load(File.ReadAllBytes(Path.Combine(request.Folder, file)));
            if (program.Image.Sha256 != row.GetProperty("sha256").GetString())
            {
                return $"has SHA-256 {program.Image.Sha256}, which is not the table's";
            }

            ExecutionReport report = GuestExecutor.Execute(program, ReadInputs(request.Folder, inputs));
            string? difference = Differs("cycles", row, report.Cycles.ToString())
                ?? Differs("unconstrainedCycles", row, report.UnconstrainedCycles.ToString())
                ?? Differs("publicValues", row, $"0x{Convert.ToHexStringLower(report.PublicValues.Span)}")
                ?? Differs("digest", row, $"0x{Convert.ToHexStringLower(report.PublicValuesDigest.Span)}")
                ?? (report.ExitCode == 0 ? null : $"exit code {report.ExitCode}");
            return difference ?? (report.Cycles <= request.ProvenCycles ? KnownGuestProof.Make(request, program, ReadInputs(request.Folder, inputs), report) : null);
        }
        catch (PicoException exception)
        {
            return exception.Message;
        }
    }

    private static string? Differs(string name, JsonElement row, string actual) =>
        row.TryGetProperty(name, out JsonElement expected) && expected.ToString() != actual ? $"{name} {actual}, expected {expected}" : null;

    private static bool HasAll(string folder, string file, string[] inputs) =>
        File.Exists(Path.Combine(folder, file))
        && inputs.Where(input => !IsHex(input)).All(input => File.Exists(Path.Combine(folder, input.Replace(ElementsPrefix, "", StringComparison.Ordinal))));

    private static GuestInput ReadInputs(string folder, string[] inputs)
    {
        var result = new GuestInput();
        foreach (string input in inputs)
        {
            if (IsHex(input))
            {
                result.Add(Convert.FromHexString(input[2..]));
            }
            else if (input.StartsWith(ElementsPrefix, StringComparison.Ordinal))
            {
                ReadOnlyMemory<byte> rest = File.ReadAllBytes(Path.Combine(folder, input[ElementsPrefix.Length..]));
                for (ulong count = Take(ref rest); count > 0; count--)
                {
                    int length = (int)Take(ref rest);
                    result.Add(rest[..length]);
                    rest = rest[length..];
                }
            }
            else
            {
                result.Add(File.ReadAllBytes(Path.Combine(folder, input)));
            }
        }

        return result;
    }

    private static ulong Take(ref ReadOnlyMemory<byte> bytes)
    {
        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span);
        bytes = bytes[sizeof(ulong)..];
        return value;
    }

    private static bool IsHex(string input) => input.StartsWith("0x", StringComparison.Ordinal);
}
