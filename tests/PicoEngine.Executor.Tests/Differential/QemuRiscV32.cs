// SPDX-License-Identifier: MIT OR Apache-2.0

using System.ComponentModel;
using System.Diagnostics;

namespace PicoEngine.Executor.Tests.Differential;

/// <summary>The independent machine: QEMU's user-mode emulator of RV32 on Linux.</summary>
internal static class QemuRiscV32
{
    private const string Command = "qemu-riscv32";

    // Programs here take milliseconds; one that does not end is a bug of its writer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs <paramref name="elf"/> and returns what it wrote to standard output. It must exit with 0.</summary>
    public static async Task<byte[]> RunAsync(byte[] elf)
    {
        string path = Path.Combine(Path.GetTempPath(), $"pico-differential-{Guid.NewGuid():N}.elf");
        await File.WriteAllBytesAsync(path, elf);
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }

            using Process process = Start(path);
            using var patience = new CancellationTokenSource(Patience);
            var output = new MemoryStream();
            Task<string> errors = process.StandardError.ReadToEndAsync(patience.Token);
            try
            {
                await process.StandardOutput.BaseStream.CopyToAsync(output, patience.Token);
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw new TimeoutException($"{Command} did not end within {Patience.TotalSeconds:F0} s");
            }

            return process.ExitCode == 0
                ? output.ToArray()
                : throw new InvalidOperationException($"{Command} ended with {process.ExitCode}: {await errors}");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Process Start(string path)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(Command, path) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException(
                $"{Command} is not installed. Run: apt-get install --yes --no-install-recommends qemu-user", exception);
        }
    }
}
