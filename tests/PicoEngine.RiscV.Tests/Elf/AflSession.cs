// SPDX-License-Identifier: MIT OR Apache-2.0

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace PicoEngine.RiscV.Tests.Elf;

/// <summary>
/// One run of afl-fuzz on a target of PicoEngine.Fuzzing: an instrumented copy of that program, seeds, and what came of it,
/// in a folder that is deleted afterwards.
/// </summary>
internal sealed class AflSession : IDisposable
{
    private const string Fuzzer = "afl-fuzz";
    private const string Program = "PicoEngine.Fuzzing.dll";

    // For one input, in milliseconds; they take about 0.1. Room for a busy machine.
    private const string InputTimeout = "10000";

    private static readonly TimeSpan StartAndEnd = TimeSpan.FromMinutes(3);

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["AFL_NO_UI"] = "1",
        ["AFL_NO_AFFINITY"] = "1",
        ["AFL_SKIP_CPUFREQ"] = "1",
        ["AFL_SKIP_BIN_CHECK"] = "1", // dotnet itself is not instrumented
        ["AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES"] = "1", // the program reports them itself
        ["AFL_FORKSRV_INIT_TMOUT"] = "60000",
        ["DOTNET_GCHeapHardLimit"] = "0x10000000", // 256 MiB; more is an exception, which is a finding
        ["DOTNET_TieredPGO"] = "0", // its counters would slow the instrumented code twice
    };

    private readonly Dictionary<string, string> _settings = new(Settings);
    private readonly string _folder = Directory.CreateTempSubdirectory("pico-fuzz-").FullName;
    private readonly string _target;

    public AflSession(string target, IEnumerable<KeyValuePair<string, byte[]>> seeds)
    {
        _target = target;
        string copy = Directory.CreateDirectory(Path.Combine(_folder, "program")).FullName;
        foreach (string file in Directory.GetFiles(BuildFolder))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        Directory.CreateDirectory(Path.Combine(_folder, "seeds"));
        foreach ((string name, byte[] content) in seeds)
        {
            File.WriteAllBytes(Path.Combine(_folder, "seeds", name), content);
        }

        (int code, string output) = Run("dotnet", StartAndEnd, Path.Combine(BuildFolder, Program), "instrument", copy);
        Assert.True(code == 0 && output.Contains("PicoEngine.RiscV.dll", StringComparison.Ordinal), $"instrumenting ended with {code}\n{output}");
    }

    public long Executions => Statistic("execs_done");

    public long Edges => Statistic("edges_found");

    public TimeSpan Duration => TimeSpan.FromSeconds(Statistic("run_time"));

    /// <summary>Inputs that made an exception escape.</summary>
    public IReadOnlyList<string> Crashes => Directory.GetFiles(Path.Combine(_folder, "found", "default", "crashes"), "id*");

    /// <summary>Where the fuzzing program was built: beside the project of the tests, in the same configuration.</summary>
    private static string BuildFolder =>
        AppContext.BaseDirectory.Replace(typeof(AflSession).Assembly.GetName().Name!, "PicoEngine.Fuzzing", StringComparison.Ordinal);

    /// <summary>Fuzzes for <paramref name="duration"/>.</summary>
    /// <param name="duration">Time to fuzz.</param>
    /// <param name="options">Further settings of afl-fuzz (its environment variables).</param>
    public void Fuzz(TimeSpan duration, params (string Name, string Value)[] options)
    {
        foreach ((string name, string value) in options)
        {
            _settings[name] = value;
        }

        string seconds = ((int)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        (int code, string output) = Run(
            Fuzzer, duration + StartAndEnd,
            "-D", "-i", Path.Combine(_folder, "seeds"), "-o", Path.Combine(_folder, "found"), "-t", InputTimeout, "-m", "none", "-V", seconds,
            "--", "dotnet", Path.Combine(_folder, "program", Program), _target);
        Assert.True(code == 0, $"{Fuzzer} ended with {code}; an input that never ends does that, too\n{Tail(output)}");
    }

    /// <summary>The exception that a found input ends in, and the input.</summary>
    public string Describe(string crash)
    {
        (int code, string output) = Run("sh", StartAndEnd, "-c", "exec dotnet \"$0\" \"$1\" < \"$2\"", Path.Combine(BuildFolder, Program), _target, crash);
        return $"ends with {code}: {Tail(output)}\n{Convert.ToBase64String(File.ReadAllBytes(crash))}";
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Tail(string output) => output.Length <= 4000 ? output : output[^4000..];

    private long Statistic(string name)
    {
        string line = File.ReadLines(Path.Combine(_folder, "found", "default", "fuzzer_stats")).First(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return long.Parse(line.Split(':')[1], CultureInfo.InvariantCulture);
    }

    private (int Code, string Output) Run(string program, TimeSpan limit, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in _settings)
        {
            start.Environment[name] = value;
        }

        using Process process = Start(start);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        return (process.ExitCode, output.Result + errors.Result);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception) when (start.FileName == Fuzzer)
        {
            Assert.Fail($"{Fuzzer} is missing: apt-get install afl++");
            throw;
        }
    }
}
