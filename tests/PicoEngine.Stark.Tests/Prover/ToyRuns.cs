// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Oracle;
using PicoEngine.Air.Tests.Toy;
using PicoEngine.Backends.Cpu;
using PicoEngine.Fields;
using PicoEngine.Protocol.Tests.Parameters;
using PicoEngine.Stark.Prover;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Run;

namespace PicoEngine.Stark.Tests.Prover;

/// <summary>Proves and verifies runs of the toy machine, honest and forged.</summary>
internal sealed class ToyRuns : IDisposable
{
    public static readonly MachineFamily Family = MachineFamily.Compile(InsecureTestParameters.Toy(), ToyRunMachine.Definition);

    private readonly CpuBackend _backend = new();
    private readonly ToyProgram _program;

    public ToyRuns(ToyProgram? program = null, MachineFamily? family = null)
    {
        _program = program ?? ToyProgram.Default;
        Key = ProvingKey.Create(family ?? Family, _program.Preprocess(), _backend);
    }

    public ProvingKey Key { get; }

    public VerifyingKey VerifyingKey => Key.VerifyingKey;

    public ShardWitness[] Execute(params int[] steps) => ToyRunMachine.FromToy(ToyExecution.Run(steps, program: _program));

    public RunProof Prove(params ShardWitness[] witnesses) => new RunProver(Key, _backend).Prove(witnesses);

    public RunRejection? Verify(RunProof proof) => RunVerifier.Verify(VerifyingKey, proof);

    /// <summary>
    /// A prover that shows <paramref name="phase1"/> to the chain and then proves <paramref name="phase2"/>, with a nonce for what the verifier will see.
    /// </summary>
    public RunProof ProveOther(ShardWitness[] phase1, ShardWitness[] phase2)
    {
        ShardProver prover = new(Key, _backend);
        var challenge = Challenge(prover, phase1).Challenge;
        var shards = ImmutableArray.CreateBuilder<RunShard>();
        foreach (var witness in phase2)
        {
            using var boundary = prover.CommitBoundary(witness);
            var (statement, proof) = prover.Prove(witness, boundary, challenge.Alpha, challenge.Beta);
            var shape = VerifyingKey.Shapes[witness.Shape];
            shards.Add(new(witness.Shape, [.. statement.PublicValues], statement.GlobalSum, RunProver.ToWords(shape, proof)));
        }

        return new(Challenge(prover, phase2).Nonce, shards.ToImmutable());
    }

    /// <summary>What is wrong with the shards themselves, without the rules of a run.</summary>
    public string[] Findings(params ShardWitness[] large)
    {
        var machine = VerifyingKey.Family.WithProgram(_program.Preprocess());
        return [.. ExactOracle.Findings(machine, large).Select(finding => $"{finding.Rule} {finding.Subject}").Distinct().Order()];
    }

    public void Dispose()
    {
        Key.Dispose();
        _backend.Dispose();
    }

    private (KoalaBear? Nonce, RunChallenge Challenge) Challenge(ShardProver prover, ShardWitness[] witnesses)
    {
        RunChain chain = new();
        foreach (var witness in witnesses)
        {
            using var boundary = prover.CommitBoundary(witness);
            var shape = VerifyingKey.Shapes[witness.Shape];
            chain.Add(shape, witness.Heights(shape.Machine.Machine), boundary.Cap);
        }

        return RunProver.DrawChallenge(VerifyingKey, witnesses[0].PublicValues, witnesses.Length, chain.End);
    }
}
