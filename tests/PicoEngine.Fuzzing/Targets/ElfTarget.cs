// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;

namespace PicoEngine.Fuzzing.Targets;

/// <summary>Loads the input as an ELF file and runs what loads for a few cycles, without input, cut into shards.</summary>
internal static class ElfTarget
{
    private static readonly ExecutionOptions Options = new() { CycleLimit = 10_000 };

    public static void Run(byte[] file)
    {
        try
        {
            using GuestProgram program = GuestProgram.Load(file);
            GuestExecutor.Execute(program, GuestInput.Empty, Options);
        }
        catch (PicoException exception) when (exception.Error != ErrorCatalog.Internal && exception.Error != ErrorCatalog.HostOutOfMemory)
        {
            // Refused, or failed as a guest may: what the loader and the executor promise.
        }
    }
}
