// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu.Commitments;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Stark.Prover;

/// <summary>A machine with a program, ready to prove: the verifying key and the committed preprocessed columns.</summary>
public sealed class ProvingKey : IDisposable
{
    internal ProvingKey(VerifyingKey verifyingKey, CommittedGroup preprocessed)
    {
        VerifyingKey = verifyingKey;
        Preprocessed = preprocessed;
    }

    /// <summary>What verifiers need.</summary>
    public VerifyingKey VerifyingKey { get; }

    /// <summary>The preprocessed group.</summary>
    public CommittedGroup Preprocessed { get; }

    /// <summary>Commits to the preprocessed columns, once for all shapes.</summary>
    /// <param name="family">The machine.</param>
    /// <param name="program">The program's preprocessed columns and statement; the key does not keep it.</param>
    /// <param name="pool">Where buffers come from; it must outlive the key.</param>
    /// <param name="degreeOfParallelism">Threads to use.</param>
    /// <exception cref="MachineDefinitionException">The program breaks a rule of the machine.</exception>
    public static ProvingKey Create(MachineFamily family, PreprocessedProgram program, ElementBufferPool pool, int degreeOfParallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(family);
        var machine = family.WithProgram(program);
        var parameters = family.ParametersOf(family.Shapes[0], machine.Machine.Limits.StackedWidths[(int)ColumnGroup.Preprocessed]);
        var preprocessed = CommittedGroup.Commit(parameters, machine, ColumnGroup.Preprocessed, [], pool, CodewordStorage.Keep, degreeOfParallelism);
        try
        {
            int[] heights = [.. machine.PreprocessedHeights.Where(height => height.HasValue).Select(height => height!.Value)];
            return new(VerifyingKey.Create(family, heights, machine.Statement.AsSpan(), preprocessed.Cap), preprocessed);
        }
        catch
        {
            preprocessed.Dispose();
            throw;
        }
    }

    /// <summary>Gives the preprocessed columns back.</summary>
    public void Dispose() => Preprocessed.Dispose();
}
