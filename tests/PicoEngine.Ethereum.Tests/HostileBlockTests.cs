// SPDX-License-Identifier: MIT OR Apache-2.0

using CsCheck;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;
using Xunit;

namespace PicoEngine.Ethereum.Tests;

/// <summary>
/// Blocks and witnesses with a changed byte end in a typed error or in the guest's verdict. With a changed witness nothing but the right block can be valid; a changed
/// block can be valid too (extraData and prevRandao are free), but as another block, with another root.
/// </summary>
public sealed class HostileBlockTests
{
    private const string Name = "mainnet-21429992";

    [Fact]
    public void Create_changed_witness_leads_to_a_typed_error_or_to_the_guests_verdict()
    {
        BlockWitness witness = EthereumData.Witness(Name);
        StatelessOutput expected = EthereumData.Job(Name).Expected;
        using GuestProgram program = GuestProgram.Load(BlockGuest.Elf.Span);
        int refused = 0;
        int invalid = 0;
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, int.MaxValue - 1], Gen.Int[0, int.MaxValue - 1], Gen.Byte[1, 255]).Sample(
            (part, item, position, flip) =>
            {
                BlockWitness changed = part switch
                {
                    0 => witness with { Block = Changed(witness.Block, position, flip) },
                    1 => witness with { State = Changed(witness.State, item, position, flip) },
                    2 => witness with { Codes = Changed(witness.Codes, item, position, flip) },
                    _ => witness with { Headers = Changed(witness.Headers, item, position, flip) },
                };
                try
                {
                    BlockJob job = BlockJob.Create(changed, null, TestContext.Current.CancellationToken);
                    ExecutionReport report = GuestExecutor.Execute(
                        program, new GuestInput().Add(job.GuestInput), new ExecutionOptions { Shards = null }, TestContext.Current.CancellationToken);
                    Assert.Equal(0u, report.ExitCode);
                    StatelessOutput output = job.Check(report.PublicValues.Span).Output!;
                    Assert.Equal(job.Expected with { Valid = output.Valid }, output);
                    Assert.Equal(part != 0, job.Expected == expected);
                    invalid += output.Valid ? 0 : 1;
                }
                catch (PicoException exception)
                {
                    Assert.Equal(ExitCode.MalformedInput, exception.Error.Exit);
                    refused++;
                }
            },
            iter: 120,
            threads: 1);
        Assert.True(refused > 0 && invalid > 0, $"{refused} refused, {invalid} invalid");
    }

    private static ReadOnlyMemory<byte>[] Changed(IReadOnlyList<ReadOnlyMemory<byte>> items, int item, int position, byte flip)
    {
        ReadOnlyMemory<byte>[] changed = [.. items];
        changed[item % changed.Length] = Changed(changed[item % changed.Length], position, flip);
        return changed;
    }

    private static byte[] Changed(ReadOnlyMemory<byte> bytes, int position, byte flip)
    {
        byte[] changed = bytes.ToArray();
        if (changed.Length > 0)
        {
            changed[position % changed.Length] ^= flip;
        }

        return changed;
    }
}
