// SPDX-License-Identifier: MIT OR Apache-2.0

using Xunit;

namespace PicoEngine.Cli.Tests.Commands;

/// <summary>Tests of runs that are not proved: each leaves no file that looks like a proof.</summary>
public abstract class WithoutProof : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Where a proof would be written.</summary>
    private protected string Output => _folder.Path("proof.pico");

    private protected TemporaryFolder Folder => _folder;

    public void Dispose()
    {
        bool isLeft = File.Exists(Output) || File.Exists(Output + ".part");
        _folder.Dispose();
        GC.SuppressFinalize(this);
        Assert.False(isLeft);
    }
}
