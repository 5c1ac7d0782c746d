// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;

namespace PicoEngine.Cli.Inputs;

/// <summary>
/// Standard input, if there is one. Where a shell starts the process with descriptor 0 closed, the runtime gets that number
/// for a pipe of its own, and reading it would wait for ever.
/// </summary>
internal static class StandardInput
{
    // Linux tells open flags of a descriptor as octal digits (proc_pid_fdinfo(5)); O_CLOEXEC on x86-64 and arm64.
    private const string DescriptorInformation = "/proc/self/fdinfo/0";
    private const int CloseOnExec = 0x8_0000;

    /// <exception cref="IOException">It is closed.</exception>
    public static Stream Open()
    {
        if (File.Exists(DescriptorInformation) && !IsInherited(File.ReadAllText(DescriptorInformation)))
        {
            throw new IOException("it is closed");
        }

        return Console.OpenStandardInput();
    }

    /// <summary>Whether the descriptor was there before this process: one that closes on exec cannot have come through one.</summary>
    /// <param name="information">Text of the descriptor's file in <c>/proc/self/fdinfo</c>.</param>
    public static bool IsInherited(string information)
    {
        foreach (string line in information.Split('\n'))
        {
            if (line.StartsWith("flags:", StringComparison.Ordinal))
            {
                string digits = line["flags:".Length..].Trim();
                int flags = digits.Aggregate(0, (value, digit) => (8 * value) + CharUnicodeInfo.GetDecimalDigitValue(digit));
                return (flags & CloseOnExec) == 0;
            }
        }

        return true;
    }
}
