// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Air.Tests.Toy;
using PicoEngine.Backends.Cpu;
using PicoEngine.Protocol.Tests.Parameters;
using PicoEngine.Proving.Devices;
using PicoEngine.Proving.Pipeline;
using PicoEngine.Stark.Prover;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Run;

namespace PicoEngine.Proving.Tests.Pipeline;

/// <summary>A run of the toy machine in three shards of three shapes, for the pipeline.</summary>
internal sealed class ToyRun : IShardSource, IDisposable
{
    private static readonly MachineFamily Family = MachineFamily.Compile(InsecureTestParameters.Toy(), ToyRunMachine.Definition);

    private static readonly SelectedDevice Cpu = Select(new CpuDeviceProvider());

    private readonly CpuBackend _backend = new();

    public ToyRun(params int[] steps)
    {
        Key = ProvingKey.Create(Family, ToyProgram.Default.Preprocess(), _backend);
        Witnesses = ToyRunMachine.FromToy(ToyExecution.Run(steps, program: ToyProgram.Default), ToyRunMachine.Small, ToyRunMachine.Large, ToyRunMachine.Large);
    }

    public ProvingKey Key { get; }

    /// <summary>The processor as a device.</summary>
    public PooledDevice Processor { get; } = new(Cpu);

    public ShardWitness[] Witnesses { get; }

    public int Count => Witnesses.Length;

    /// <summary>Numbers of the shards that phase 2 asked for.</summary>
    public List<int> Made { get; } = [];

    /// <summary>Is called before a shard of phase 2 is made.</summary>
    public Action<int>? OnMake { get; init; }

    /// <summary>Ends the work.</summary>
    public CancellationToken Cancellation { get; init; }

    public (ShardWitness Witness, int[] Heights) MakeBoundary(int number)
    {
        ShardWitness witness = Witnesses[number - 1];
        return (witness, witness.Heights(Key.VerifyingKey.Shapes[witness.Shape].Machine.Machine));
    }

    public ShardWitness Make(int number)
    {
        OnMake?.Invoke(number);
        Made.Add(number); // the pipeline makes one shard at a time
        return Witnesses[number - 1];
    }

    public ProvenShards Prove(
        string? directory = null, Action<string>? warn = null, int threads = 1, IProgress<ProofProgress>? progress = null,
        RunIdentity? identity = null, int lanes = 1) =>
        Prove([new DeviceUse(Processor, new HostLanes(Processor, lanes).Threads(threads, lanes))], new PipelineOptions
        {
            Directory = directory, Warn = warn, Progress = progress, Identity = identity,
        });

    /// <summary>Proves on any devices.</summary>
    public ProvenShards Prove(IReadOnlyList<DeviceUse> uses, PipelineOptions? options = null)
    {
        options ??= new PipelineOptions();
        StageClock clock = new(options.Progress, Cancellation) { Shards = Count };
        using RunPipeline pipeline = new(Key, uses, clock)
        {
            ResumeDirectory = options.Directory,
            OnWarning = options.Warn,
            SelfCheck = options.SelfCheck,
            MaximumInFlight = options.MaximumInFlight,
            Refuses = proof => RunVerifier.Verify(Key.VerifyingKey, proof)?.ToString(),
        };
        return pipeline.Prove(this, options.Identity ?? new RunIdentity("test", "program", "input", "key"));
    }

    public RunRejection? Verify(RunProof proof) => RunVerifier.Verify(Key.VerifyingKey, proof);

    private static SelectedDevice Select(CpuDeviceProvider provider) => new(provider, provider.List().Devices[0]);

    public void Dispose()
    {
        Key.Dispose();
        _backend.Dispose();
    }
}
