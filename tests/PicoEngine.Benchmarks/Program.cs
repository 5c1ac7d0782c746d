// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Benchmarks;

var verbs = new Dictionary<string, Func<string[], int>>
{
    ["execute"] = ExecutorBenchmark.Run,
    ["guests"] = KnownGuests.Run,
    ["logup"] = LogUpBenchmark.Run,
    ["manifest"] = ManifestWriter.Run,
    ["mix"] = InstructionMix.Run,
    ["native-tables"] = NativeTablesWriter.Run,
    ["primitives"] = PrimitivesBenchmark.Run,
    ["prove"] = ProveBenchmark.Run,
    ["shard"] = ShardBudget.Run,
    ["whir"] = WhirBenchmark.Run,
    ["zerocheck"] = ZerocheckBenchmark.Run,
};

if (args.Length > 0 && verbs.TryGetValue(args[0], out Func<string[], int>? verb))
{
    return verb(args[1..]);
}

Console.Error.WriteLine($"usage: {string.Join("|", verbs.Keys)} [arguments]");
return 2;
