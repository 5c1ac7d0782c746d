// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics.CodeAnalysis;

namespace PicoEngine.Executor.Tests.Recording;

/// <summary>A trace says something that no run can have done.</summary>
internal sealed class TraceViolationException(string message) : Exception(message)
{
    public static void Require([DoesNotReturnIf(false)] bool holds, string what)
    {
        if (!holds)
        {
            throw new TraceViolationException(what);
        }
    }
}
