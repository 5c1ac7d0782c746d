// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Concurrent;
using PicoEngine.Executor.Tests;
using Xunit;

namespace PicoEngine.Ethereum.Tests;

/// <summary>The real blocks, of which all but one lie outside of the clone; tests that need those are skipped where they are absent.</summary>
internal static class EthereumData
{
    private static readonly ConcurrentDictionary<string, BlockJob> Jobs = new();

    public static string PathOf(string name)
    {
        string committed = RepositoryFiles.FullPath($"tests/vectors/ethereum/{name}.json.gz");
        if (File.Exists(committed))
        {
            return committed;
        }

        string? folder = Environment.GetEnvironmentVariable("PICO_TEST_ETHEREUM");
        Assert.SkipUnless(
            folder is not null && Directory.Exists(folder),
            "Ethereum data not found: lay it at ../shared/ethereum or name it with ./build.sh test --ethereum PATH");
        return Path.Combine(folder!, "blocks", name + ".json.gz");
    }

    /// <summary>A block of execution-spec-tests that tests/vectors holds.</summary>
    public static BlockWitness Vector(string name) => BlockFile.Read(RepositoryFiles.FullPath($"tests/vectors/ethereum/{name}.json.gz"));

    public static BlockWitness Witness(string name) => BlockFile.Read(PathOf(name));

    /// <summary>The job of a block, made once.</summary>
    public static BlockJob Job(string name) => Jobs.GetOrAdd(name, static key => BlockJob.Create(Witness(key)));
}
