// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Stark.Buffers;
using PicoEngine.Stark.Commitments;
using PicoEngine.Verifier.Stark;

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

    /// <summary>Commits to the preprocessed columns.</summary>
    /// <param name="parameters">The parameter set.</param>
    /// <param name="machine">A machine that was compiled with the <see cref="VerifyingKey.Limits"/> of that set.</param>
    /// <param name="pool">Where buffers come from; it must outlive the key.</param>
    /// <param name="degreeOfParallelism">Threads to use.</param>
    /// <exception cref="ArgumentException">The machine was compiled for other parameters.</exception>
    public static ProvingKey Create(SystemParameters parameters, KeyedMachine machine, ElementBufferPool pool, int degreeOfParallelism = 1)
    {
        var preprocessed = CommittedGroup.Commit(parameters, machine, ColumnGroup.Preprocessed, [], pool, CodewordStorage.Keep, degreeOfParallelism);
        try
        {
            return new(VerifyingKey.Create(parameters, machine, preprocessed.Cap), preprocessed);
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
