// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Stark.Prover;

/// <summary>A machine with a program, ready to prove: the verifying key and the committed preprocessed columns, in the memory of each backend that needs them.</summary>
public sealed class ProvingKey : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<MemorySpace, ICommittedGroup> _copies = [];

    internal ProvingKey(VerifyingKey verifyingKey, ICommittedGroup preprocessed)
    {
        VerifyingKey = verifyingKey;
        Preprocessed = preprocessed;
    }

    /// <summary>What verifiers need.</summary>
    public VerifyingKey VerifyingKey { get; }

    /// <summary>The preprocessed group where it was made.</summary>
    public ICommittedGroup Preprocessed { get; }

    /// <summary>Commits to the preprocessed columns, once for all shapes.</summary>
    /// <param name="family">The machine.</param>
    /// <param name="program">The program's preprocessed columns and statement; the key does not keep it.</param>
    /// <param name="backend">Commits.</param>
    /// <exception cref="MachineDefinitionException">The program breaks a rule of the machine.</exception>
    public static ProvingKey Create(MachineFamily family, PreprocessedProgram program, IProverBackend backend)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(backend);
        var machine = family.WithProgram(program);
        var parameters = family.ParametersOf(family.Shapes[0], machine.Machine.Limits.StackedWidths[(int)ColumnGroup.Preprocessed]);
        var preprocessed = backend.Commitments.Commit(parameters, machine, ColumnGroup.Preprocessed, [], CodewordStorage.Keep);
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

    /// <summary>The preprocessed group in the memory of a backend: the one that was made first, or a copy, which that backend commits to once and the key owns. Thread-safe.</summary>
    /// <param name="backend">A backend.</param>
    /// <exception cref="DeviceException">The backend computes another cap, or its device failed.</exception>
    public ICommittedGroup PreprocessedFor(IProverBackend backend)
    {
        ArgumentNullException.ThrowIfNull(backend);
        if (backend.Memory == Preprocessed.Memory)
        {
            return Preprocessed;
        }

        lock (_gate)
        {
            if (_copies.TryGetValue(backend.Memory, out var copy))
            {
                return copy;
            }

            var columns = new KoalaBear[Preprocessed.Width << Preprocessed.LogHeight];
            Preprocessed.CopyColumns(columns);
            copy = backend.Commitments.Commit(VerifyingKey.Shapes[0].Parameters, ColumnGroup.Preprocessed, columns, CodewordStorage.Keep);
            if (!copy.Cap.AsSpan().SequenceEqual(Preprocessed.Cap))
            {
                copy.Dispose();
                throw new DeviceException(
                    backend.Name, DeviceFault.WrongResult, $"commits to the program's columns with another cap than {Preprocessed.Memory}", ProverPhase.Commit);
            }

            return _copies[backend.Memory] = copy;
        }
    }

    /// <summary>Gives the preprocessed columns and their copies back.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var copy in _copies.Values)
            {
                copy.Dispose();
            }

            _copies.Clear();
        }

        Preprocessed.Dispose();
    }
}
