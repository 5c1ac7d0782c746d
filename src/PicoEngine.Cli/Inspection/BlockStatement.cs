// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;
using PicoEngine.Ethereum;

namespace PicoEngine.Cli.Inspection;

/// <summary>What a proof of the block guest says, and which block it says it of.</summary>
/// <param name="Output">The proven public values.</param>
/// <param name="Naming">How the block is known.</param>
/// <param name="Attestation">What leads from the proven root to number and hash; null where nothing does.</param>
internal sealed record BlockStatement(StatelessOutput Output, BlockNaming Naming, PayloadAttestation? Attestation)
{
    /// <summary>Name of the chain.</summary>
    public string Chain => Output.ChainName ?? "an unknown chain";

    /// <summary>What is proven, from public values and a file's annotation.</summary>
    /// <returns>Null where the public values are no output of the block guest.</returns>
    public static BlockStatement? Read(ReadOnlySpan<byte> publicValues, ReadOnlySpan<byte> annotation)
    {
        if (!StatelessOutput.TryParse(publicValues, out StatelessOutput? output))
        {
            return null;
        }

        if (annotation.IsEmpty)
        {
            return new BlockStatement(output, BlockNaming.Missing, null);
        }

        if (!PayloadAttestation.TryDecode(annotation, out PayloadAttestation? attestation))
        {
            return new BlockStatement(output, BlockNaming.Unreadable, null);
        }

        return attestation.Matches(output)
            ? new BlockStatement(output, BlockNaming.Annotation, attestation)
            : new BlockStatement(output, BlockNaming.Contradicted, null);
    }

    /// <summary>The same with the block named by <paramref name="job"/>, where it is that one.</summary>
    /// <param name="job">A block that the caller has.</param>
    /// <param name="proof">The proof's file, for the message.</param>
    /// <exception cref="PicoException"><c>block-differs</c>.</exception>
    public BlockStatement NamedBy(BlockJob job, string proof)
    {
        if (job.Attestation.Root == Output.PayloadRoot && job.Expected.ChainId == Output.ChainId && job.Expected.SchemaId == Output.SchemaId)
        {
            return new BlockStatement(Output, BlockNaming.File, job.Attestation);
        }

        Dictionary<string, object?> values = Values();
        values["expectedPayloadRoot"] = job.Expected.PayloadRoot.ToString();
        values["expectedChainId"] = job.Expected.ChainId;
        string of = Attestation is null ? $"of {Chain} ({Output.ChainId}) with the payload root {Output.PayloadRoot}" : $"{Attestation.BlockNumber} of {Chain} ({Output.ChainId}), hash {Attestation.BlockHash}";
        throw new PicoException(
            ErrorCatalog.BlockDiffers,
            $"{proof}: the proof is about the block {of}, not about {job.Facts.Number} of {job.Facts.ChainName} ({job.Facts.ChainId}), hash {job.Facts.Hash}, payload root {job.Expected.PayloadRoot}",
            values);
    }

    /// <summary>Refuses a proof that does not say that a block of a real chain is valid.</summary>
    /// <param name="proof">The proof's file, for the message.</param>
    /// <exception cref="PicoException"><c>block-not-valid</c>.</exception>
    public void RequireValidBlock(string proof)
    {
        string? reason = Output switch
        {
            { PayloadRoot.IsZero: true } => "it proves that the block guest could not decode its input",
            { Valid: false } => "it proves that the block guest did NOT find the block valid",
            { Revision: StatelessOutput.TestRevision } =>
                $"it is about the rules of test vectors (schema 0x{Output.SchemaId:x4}), which say nothing about a block of a real chain",
            { ChainName: null } => $"the chain {Output.ChainId} is none whose forks the block guest knows, so that the rules were the prover's choice",
            { Fork: null } or { Revision: not StatelessOutput.ChainRevision } => $"it names the schema 0x{Output.SchemaId:x4}, which this engine does not know",
            _ => null,
        };
        if (reason is not null)
        {
            throw new PicoException(ErrorCatalog.BlockNotValid, $"{proof}: the proof is right, but {reason} ({Which})", Values());
        }
    }

    private string Which => Attestation is null
        ? $"chain {Output.ChainId}, payload root {Output.PayloadRoot}"
        : $"block {Attestation.BlockNumber}, hash {Attestation.BlockHash}, chain {Output.ChainId}";

    private Dictionary<string, object?> Values() => new()
    {
        ["valid"] = Output.Valid, ["chainId"] = Output.ChainId, ["schemaId"] = $"0x{Output.SchemaId:x4}", ["payloadRoot"] = Output.PayloadRoot.ToString(),
        ["number"] = Attestation?.BlockNumber, ["hash"] = Attestation?.BlockHash.ToString(),
    };
}
