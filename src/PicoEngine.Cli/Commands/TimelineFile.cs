// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Inputs;
using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Cli.Commands;

/// <summary>The file of <c>--timeline</c>, written also when the proof fails or is cancelled: up to that point.</summary>
internal sealed class TimelineFile : IDisposable
{
    private readonly OutputFile _file;
    private bool _isTried;

    private TimelineFile(OutputFile file) => _file = file;

    public ProofTimeline Timeline { get; } = new();

    /// <exception cref="PicoException"><c>file-unreadable</c>.</exception>
    public static TimelineFile? Open(string? path) => path is null ? null : new TimelineFile(OutputFile.Open(path));

    /// <exception cref="PicoException"><c>disk-full</c>, <c>file-unreadable</c>.</exception>
    public void Write()
    {
        _isTried = true;
        _file.Write(Timeline.ToJson());
    }

    public void Dispose()
    {
        try
        {
            if (!_isTried)
            {
                Write();
            }
        }
        catch (PicoException)
        {
            // The command has failed already, and its failure says more than this one.
        }
        finally
        {
            _file.Dispose();
        }
    }
}
