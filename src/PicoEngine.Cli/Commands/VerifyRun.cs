// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using PicoEngine.Cli.Inputs;
using PicoEngine.Cli.Inspection;
using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;
using PicoEngine.Ethereum;
using PicoEngine.Verifier.Files;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Run;

namespace PicoEngine.Cli.Commands;

/// <summary>What <c>pico verify</c> does.</summary>
internal static class VerifyRun
{
    private const int ShownPublicBytes = 32;

    public static int Run(CommandContext context, VerifyRequest request) =>
        CommandRunner.Run(context, request.Json, request.Detailed, () => Verify(context, request));

    private static ExitCode Verify(CommandContext context, VerifyRequest request)
    {
        byte[] key = request.Key is null ? BlockGuestKey.Digest(request.Security, request.Threads) : KeyReference.ReadDigest(request.Key);
        byte[]? publicValues = request.PublicValues is null ? null : NamedFile.Read(request.PublicValues);
        byte[] proof = NamedFile.Read(request.Proof);
        (VerificationResult? verdict, MachineFamily? machine, TimeSpan duration) = (null, null, TimeSpan.Zero);
        KnownFiles.Read(family =>
        {
            long start = Stopwatch.GetTimestamp();
            (verdict, machine) = (ProofVerifier.Verify(family, key, proof, request.Threads), family);
            duration = Stopwatch.GetElapsedTime(start);
            return verdict.File;
        });
        RequireValid(request, verdict!, key);
        RequireExpected(request, verdict!, publicValues);
        var result = new ProofVerdict(Path.GetFileName(request.Proof), proof.Length, machine!, verdict!, duration)
        {
            Block = StatementOf(context, request, verdict!, machine!, proof),
        };
        if (request.Json)
        {
            VerdictRenderer.WriteJson(context.Output, result);
        }
        else
        {
            VerdictRenderer.WriteText(context.Output, result);
        }

        return ExitCode.Ok;
    }

    /// <summary>What a valid proof says of a block; null where it is one of another program.</summary>
    private static BlockStatement? StatementOf(CommandContext context, VerifyRequest request, VerificationResult verdict, MachineFamily machine, byte[] proof)
    {
        // Making the block guest's key takes half a second: not where the public values are not even of its form.
        bool isBlockGuest = request.Key is null
            || (StatelessOutput.TryParse(verdict.Output.Span, out _) && BlockGuestKey.Digest(machine, request.Threads).AsSpan().SequenceEqual(verdict.KeyDigest.Span));
        if (!isBlockGuest)
        {
            return request.Block is null
                ? null
                : throw new PicoException(
                    ErrorCatalog.KeyMismatch, $"{request.Proof}: --block needs a proof of the block guest, and its key is another program's", Values(request, "OtherKey"));
        }

        KnownFiles.ReadProof(proof, out ProofFile? file);
        BlockStatement statement = BlockStatement.Read(verdict.Output.Span, file!.Annotation.Span)
            ?? throw new PicoException(ErrorCatalog.BlockNotValid, $"{request.Proof}: the public values are no output of the block guest", Values(request, "PublicValues"));
        if (request.Block is not null)
        {
            statement = statement.NamedBy(BlockRun.Prepare(new BlockSource.OfFile(request.Block), null, context.Cancellation).Job, request.Proof);
        }

        statement.RequireValidBlock(request.Proof);
        return statement;
    }

    private static void RequireValid(VerifyRequest request, VerificationResult verdict, byte[] key)
    {
        switch (verdict.Outcome)
        {
            case VerificationOutcome.Valid:
                return;
            case VerificationOutcome.Malformed:
                throw FileFailures.OfProof(request.Proof, verdict.File!.Value);
            case VerificationOutcome.OtherKey:
                KeyReference.RequireSame(request.Proof, key, verdict.KeyDigest.Span);
                break;
            case VerificationOutcome.OtherOutput:
                throw new PicoException(
                    ErrorCatalog.ProofOutputMismatch, $"{request.Proof}: the run committed to other public values", Values(request, "OtherOutput"));
            default:
                break;
        }

        string reason = verdict.Run?.Reason == RunRejectionReason.DeferredDigest
            ? $"{verdict.Run}: the run is right only together with proofs of other programs, which nothing verifies yet"
            : verdict.Run?.ToString() ?? verdict.Outcome.ToString();
        Dictionary<string, object?> values = Values(request, verdict.Run?.Reason.ToString() ?? reason);
        values["shard"] = verdict.Run?.Shard;
        throw new PicoException(ErrorCatalog.ProofRefused, $"{request.Proof}: {reason}", values);
    }

    /// <summary>Holds a valid proof against what the caller knows of the run.</summary>
    private static void RequireExpected(VerifyRequest request, VerificationResult verdict, byte[]? publicValues)
    {
        if (request.ExpectedExit != 0)
        {
            throw new PicoException(
                ErrorCatalog.ProofExitCode, $"{request.Proof}: the guest exited with 0; {request.ExpectedExit} was expected", Values(request, "ExitCode"));
        }

        if (publicValues is not null && !verdict.Output.Span.SequenceEqual(publicValues))
        {
            Dictionary<string, object?> values = Values(request, "PublicValues");
            values["publicValues"] = Format.Hex(verdict.Output.Span);
            throw new PicoException(
                ErrorCatalog.PublicValuesDiffer,
                $"{request.Proof}: {Format.PublicValues(verdict.Output.Span, ShownPublicBytes)}, not {Format.PublicValues(publicValues, ShownPublicBytes)}",
                values);
        }
    }

    private static Dictionary<string, object?> Values(VerifyRequest request, string reason) => new() { ["file"] = request.Proof, ["reason"] = reason };
}
