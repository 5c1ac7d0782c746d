// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Fuzzing;

/// <summary>
/// Fails an input after which the process holds too much memory. The managed heap has a limit of its own
/// (<c>DOTNET_GCHeapHardLimit</c>, set by who starts the fuzzer); this one also sees what native blocks leave behind.
/// </summary>
internal sealed class MemoryLimit
{
    private const long MostBytes = 512L << 20;

    // Asking the system costs a few microseconds, so not after every input.
    private const int Distance = 256;

    private int _inputs;

    public void Check()
    {
        if (++_inputs % Distance == 0 && Environment.WorkingSet > MostBytes)
        {
            throw new InvalidOperationException($"after {_inputs} inputs the process holds {Environment.WorkingSet >> 20} MiB");
        }
    }
}
