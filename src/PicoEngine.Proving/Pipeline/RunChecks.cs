// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;
using PicoEngine.Executor.Syscalls;

namespace PicoEngine.Proving.Pipeline;

/// <summary>Whether a run can be proved at all: found out before any work goes into it.</summary>
internal static class RunChecks
{
    private const byte AllWords = 0xff;

    /// <summary>Checks a run that ended in HALT.</summary>
    /// <param name="program">What ran.</param>
    /// <param name="report">What it did.</param>
    /// <param name="isProvable">Whether the machine has a table for a system call.</param>
    /// <exception cref="PicoException">
    /// <c>guest-exit-nonzero</c>, <c>guest-not-provable</c>, <c>guest-commit-missing</c>, <c>guest-digest-mismatch</c>: what the guest has to do differently.
    /// </exception>
    public static void RequireProvable(GuestProgram program, ExecutionReport report, Func<SyscallCode, bool> isProvable)
    {
        if (report.ExitCode != 0)
        {
            throw ExitCodeFailure(program, report);
        }

        RequireTables(report, isProvable);
        RequireDigest(report);
    }

    private static PicoException ExitCodeFailure(GuestProgram program, ExecutionReport report)
    {
        string pc = "0x" + report.HaltPc.ToString("x8", CultureInfo.InvariantCulture);
        string? symbol = program.Image.Symbols.Describe(report.HaltPc);
        return new PicoException(
            ErrorCatalog.GuestExitNonZero,
            $"the guest exited with {report.ExitCode} (pc {pc}{(symbol is null ? "" : $" in {symbol}")}, cycle {report.Cycles})",
            new Dictionary<string, object?>
            {
                ["exitCode"] = report.ExitCode, ["expectedExitCode"] = 0u, ["pc"] = pc, ["symbol"] = symbol, ["cycle"] = report.Cycles,
            });
    }

    private static void RequireTables(ExecutionReport report, Func<SyscallCode, bool> isProvable)
    {
        SyscallCode[] missing = [.. report.Syscalls.Where(call => call.Value > 0 && !isProvable(call.Key)).Select(call => call.Key).Order()];
        if (missing.Length > 0)
        {
            string[] names = [.. missing.Select(SyscallCodes.Name)];
            throw new PicoException(
                ErrorCatalog.GuestNotProvable,
                $"{string.Join(", ", missing.Select(code => $"{SyscallCodes.Name(code)} ({report.Syscalls[code]} calls)"))} cannot be proved by this version",
                new Dictionary<string, object?> { ["syscalls"] = names });
        }
    }

    private static void RequireDigest(ExecutionReport report)
    {
        if (report.CommittedWords != AllWords)
        {
            int[] missing = [.. Enumerable.Range(0, 8).Where(i => (report.CommittedWords >> i & 1) == 0)];
            throw new PicoException(
                ErrorCatalog.GuestCommitMissing,
                $"the words {string.Join(", ", missing)} of the digest were not committed",
                new Dictionary<string, object?> { ["missingWords"] = missing });
        }

        if (!report.DigestMatches)
        {
            throw new PicoException(
                ErrorCatalog.GuestDigestMismatch,
                $"the guest committed 0x{Convert.ToHexStringLower(report.PublicValuesDigest.Span)}, not the SHA-256 of its {report.PublicValues.Length} public bytes",
                new Dictionary<string, object?>
                {
                    ["digest"] = "0x" + Convert.ToHexStringLower(report.PublicValuesDigest.Span), ["publicValueBytes"] = report.PublicValues.Length,
                });
        }

        if (report.DeferredDigest.Any(word => word is not null and not 0))
        {
            throw new PicoException(
                ErrorCatalog.GuestNotProvable, 
                "the guest committed a digest of deferred proofs: it asks for other proofs to be verified with this one, which no version can yet",
                new Dictionary<string, object?> { ["syscalls"] = new[] { SyscallCodes.Name(SyscallCode.CommitDeferredProofs) } });
        }
    }
}
