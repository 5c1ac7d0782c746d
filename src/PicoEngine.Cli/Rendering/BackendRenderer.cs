// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Proving.Devices;

namespace PicoEngine.Cli.Rendering;

/// <summary>The devices of a proof, as text and as JSON.</summary>
internal static class BackendRenderer
{
    /// <summary>A kind as the command line names it.</summary>
    public static string Name(BackendKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The members <c>backend</c> and <c>backendReason</c>.</summary>
    public static void WriteChoice(Utf8JsonWriter writer, BackendSelection backend)
    {
        writer.WriteString("backend", Name(backend.Kind));
        writer.WriteString("backendReason", backend.Reason);
    }
}
