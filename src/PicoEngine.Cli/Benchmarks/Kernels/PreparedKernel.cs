// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>A case with its inputs.</summary>
/// <param name="run">Does it once.</param>
/// <param name="inputs">What it reads.</param>
internal sealed class PreparedKernel(Action run, params IDisposable[] inputs) : IDisposable
{
    public void Run() => run();

    public void Dispose()
    {
        foreach (IDisposable input in inputs)
        {
            input.Dispose();
        }
    }
}
