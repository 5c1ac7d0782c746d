// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Tests.Toy;
using PicoEngine.Protocol.Tests.Parameters;
using PicoEngine.Verifier.Files;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Run;

namespace PicoEngine.Fuzzing.Targets;

/// <summary>Reads the input as a proof file of the toy machine and verifies what can be read, under the key that it brings; likewise as a key file.</summary>
internal static class ProofTarget
{
    private static readonly Lazy<MachineFamily> Family =
        new(() => MachineFamily.Compile(InsecureTestParameters.Toy(), ToyRunMachine.Definition));

    public static void Run(byte[] file)
    {
        if (ProofFile.Read(Family.Value, file, out var proof) is null)
        {
            RunVerifier.Verify(proof!.Key, proof.Run);
            RequireSame(file, ProofFile.Write(proof.Key, proof.Output.Span, proof.Run, proof.Annotation.Span));
        }

        if (KeyFile.Read(Family.Value, file, out var key) is null)
        {
            RequireSame(file, KeyFile.Write(key!));
        }
    }

    /// <summary>One value has one encoding.</summary>
    private static void RequireSame(byte[] file, byte[] written)
    {
        if (!written.AsSpan().SequenceEqual(file))
        {
            throw new InvalidOperationException("A file that was read is written in another way.");
        }
    }
}
