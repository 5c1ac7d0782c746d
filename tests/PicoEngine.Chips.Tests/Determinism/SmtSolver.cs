// SPDX-License-Identifier: MIT OR Apache-2.0

using System.ComponentModel;
using System.Diagnostics;

namespace PicoEngine.Chips.Tests.Determinism;

/// <summary>The SMT solvers z3 and cvc5 as processes that read SMT-LIB 2, as far as they are installed.</summary>
internal static class SmtSolver
{
    private static readonly string? Z3 = Find("z3");
    private static readonly string? Cvc5 = Find("cvc5");

    /// <summary>Whether there is a solver.</summary>
    public static bool IsAvailable => Z3 is not null || Cvc5 is not null;

    /// <summary>The first answer of one solver or the other, the quicker one for the logic first.</summary>
    /// <param name="script">Declarations and assertions.</param>
    /// <param name="isLinear">Whether no variables are multiplied.</param>
    /// <param name="seconds">Time for each solver.</param>
    public static SmtAnswer Check(string script, bool isLinear, int seconds)
    {
        (string? Path, string Arguments)[] solvers =
        [
            (Z3, $"-in -T:{seconds}"),
            (Cvc5, $"--lang=smt2 --tlimit={1000 * seconds} -"),
        ];
        var text = $"(set-logic {(isLinear ? "QF_LIA" : "QF_NIA")})\n{script}(check-sat)\n";
        foreach (var (path, arguments) in isLinear ? solvers : solvers.Reverse())
        {
            var answer = path is null ? SmtAnswer.Unknown : Run(path, arguments, text, seconds);
            if (answer != SmtAnswer.Unknown)
            {
                return answer;
            }
        }

        return SmtAnswer.Unknown;
    }

    private static SmtAnswer Run(string path, string arguments, string text, int seconds)
    {
        using Process process = new()
        {
            StartInfo = new ProcessStartInfo(path, arguments)
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            },
        };
        process.Start();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(text);
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(seconds + 5)))
        {
            process.Kill();
            process.WaitForExit();
        }

        return output.Result.Split('\n', StringSplitOptions.TrimEntries) switch
        {
            ["sat", ..] => SmtAnswer.Satisfiable,
            ["unsat", ..] => SmtAnswer.Unsatisfiable,
            ["unknown" or "timeout" or "", ..] => SmtAnswer.Unknown,
            var lines => lines[0].Contains("interrupted", StringComparison.Ordinal) ? SmtAnswer.Unknown
                : throw new InvalidOperationException($"{path}: {lines[0]} {errors.Result}\n{text}"),
        };
    }

    // Null if it does not start.
    private static string? Find(string name)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(name, "--version") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? name : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
