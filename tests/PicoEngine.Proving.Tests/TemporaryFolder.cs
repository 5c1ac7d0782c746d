// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Proving.Tests;

/// <summary>A folder for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Location { get; } = Directory.CreateTempSubdirectory("pico-proving-").FullName;

    public string File(string name) => Path.Combine(Location, name);

    public string[] Names => [.. Directory.EnumerateFiles(Location).Select(file => Path.GetFileName(file)!).Order()];

    public void Dispose() => Directory.Delete(Location, recursive: true);
}
