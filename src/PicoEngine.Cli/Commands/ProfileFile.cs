// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Inputs;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor.Profiling;
using PicoEngine.RiscV;

namespace PicoEngine.Cli.Commands;

/// <summary>
/// The file of <c>--profile</c>: its ending says the format. It is opened before the run, so that a bad path is not found out
/// after it, and written when the run is over, whether it came to its end or not.
/// </summary>
internal sealed class ProfileFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;

    private ProfileFile(string path, ProgramImage image)
    {
        _path = path;
        _stream = NamedFile.Create(path);
        Profiler = new CallTreeProfiler(image);
    }

    public CallTreeProfiler Profiler { get; }

    /// <summary>Whether writing has been tried.</summary>
    public bool IsWritten { get; private set; }

    public static bool IsSupported(string? path) => path is null || IsPprof(path) || IsFirefox(path);

    /// <exception cref="PicoException"><c>file-unreadable</c>.</exception>
    public static ProfileFile? Open(string? path, ProgramImage image) => path is null ? null : new ProfileFile(path, image);

    /// <summary>
    /// Ends the profile of a run that did not reach its end: at the cycle that <paramref name="failure"/> names, else at the last
    /// call or return.
    /// </summary>
    public void EndAt(PicoException? failure)
    {
        if (!Profiler.HasEnded && failure?.Values.GetValueOrDefault("cycle") is ulong cycle)
        {
            Profiler.OnEnd(cycle);
        }
    }

    /// <exception cref="PicoException"><c>file-unreadable</c>.</exception>
    public void Write(string programName)
    {
        IsWritten = true;
        Action<CallProfile, string, Stream> write = IsPprof(_path) ? PprofWriter.Write : FirefoxProfileWriter.Write;
        NamedFile.Write(_path, () =>
        {
            write(Profiler.Profile, programName, _stream);
            _stream.Flush();
        });
    }

    public void Dispose() => _stream.Dispose();

    private static bool IsPprof(string path) => path.EndsWith(".pb", StringComparison.OrdinalIgnoreCase);

    private static bool IsFirefox(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}
