// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;
using PicoEngine.Ethereum.Blocks;
using PicoEngine.Ethereum.Stateless;

namespace PicoEngine.Ethereum;

/// <summary>A block made ready to be executed and proved: the guest's input, and what the guest must put out if the block is valid.</summary>
public sealed class BlockJob
{
    private BlockJob(Block block, BlockFacts facts, ReadOnlyMemory<byte> guestInput, PayloadAttestation attestation)
    {
        Facts = facts;
        GuestInput = guestInput;
        Attestation = attestation;
        Expected = new StatelessOutput(attestation.Root, Valid: true, facts.ChainId, StatelessOutput.SchemaOf(block.Fork, block.Revision));
    }

    public BlockFacts Facts { get; }

    /// <summary>The one input element of <see cref="BlockGuest.Elf"/>.</summary>
    public ReadOnlyMemory<byte> GuestInput { get; }

    /// <summary>The public values of a run that finds the block valid.</summary>
    public StatelessOutput Expected { get; }

    /// <summary>What leads from the proved root to the block's number and hash.</summary>
    public PayloadAttestation Attestation { get; }

    /// <summary>Checks what can be checked without executing, recovers senders' keys, and finds the block's requests where it has some.</summary>
    /// <param name="witness">The block.</param>
    /// <param name="progress">Is told of each step when it begins.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="PicoException"><c>block-malformed</c>, <c>block-unsupported</c>, <c>witness-malformed</c>, <c>block-requests</c>.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was requested.</exception>
    public static BlockJob Create(BlockWitness witness, IProgress<BlockJobStep>? progress = null, CancellationToken cancellation = default)
    {
        progress?.Report(BlockJobStep.CheckingWitness);
        return Prepare(Block.Decode(witness.ChainId, witness.Block), witness, progress, cancellation);
    }

    /// <summary>Compares a run's public values with what they must be if the block is valid.</summary>
    public OutputCheck Check(ReadOnlySpan<byte> publicValues) => OutputCheck.Compare(Expected, publicValues);

    /// <summary>The job of a test vector, with the rules of <paramref name="fork"/> whatever its time; its output can never pass for that of a real block.</summary>
    internal static BlockJob CreateVector(BlockWitness witness, EthereumFork fork) =>
        Prepare(Block.Decode(witness.ChainId, witness.Block, fork), witness, null, CancellationToken.None);

    private static BlockJob Prepare(Block block, BlockWitness witness, IProgress<BlockJobStep>? progress, CancellationToken cancellation)
    {
        WitnessChecks.Require(block, witness);
        cancellation.ThrowIfCancellationRequested();

        progress?.Report(BlockJobStep.RecoveringKeys);
        Transaction?[] transactions = [.. block.Transactions.Select(encoded => Transaction.TryDecode(encoded, block.Fork))];
        byte[] keys = SenderKeys.Recover(transactions, cancellation);
        byte[] blobs = [.. transactions.SelectMany(transaction => transaction?.BlobHashes.ToArray() ?? [])];

        var request = new NewPayloadRequest(block, blobs, ExecutionRequests.None);
        request.RequireEncodable();
        if (block.Fork >= EthereumFork.Prague && block.Header.RequestsHash != ExecutionRequests.None.Hash())
        {
            progress?.Report(BlockJobStep.FindingRequests);
            request = request with
            {
                Requests = RequestsFinder.Find(StatelessInput.Encode(request, witness, keys), block.Header, cancellation),
            };
            request.RequireEncodable();
        }

        progress?.Report(BlockJobStep.Encoding);
        cancellation.ThrowIfCancellationRequested();
        return new BlockJob(block, block.Facts(witness), StatelessInput.Encode(request, witness, keys), PayloadAttestation.Of(request));
    }
}
