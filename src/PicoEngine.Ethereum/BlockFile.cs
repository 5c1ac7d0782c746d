// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;
using PicoEngine.Ethereum.Blocks;
using PicoEngine.Ethereum.Json;

namespace PicoEngine.Ethereum;

/// <summary>Reads blocks with witnesses from files, plain or compressed with gzip.</summary>
public static class BlockFile
{
    /// <summary>Most bytes of text, compressed and not: a block of 60 M gas has some 40 MB.</summary>
    public const long MaximumBytes = 256L << 20;

    private const string HeadersMissing = "is missing: the witness must list the ancestors' headers, at least the parent's";

    /// <summary>
    /// Reads one object with <c>chainId</c>, <c>block</c> (0x and RLP) and <c>executionWitness</c> (as <c>debug_executionWitness</c> answers). Where it has
    /// <c>hash</c> or <c>number</c> they must be the block's. Other members are passed over.
    /// </summary>
    /// <exception cref="PicoException">
    /// <c>file-unreadable</c>, <c>block-file-malformed</c>, <c>block-too-large</c>; <c>block-malformed</c>, <c>block-unsupported</c> where <c>hash</c> or <c>number</c> is to be compared.
    /// </exception>
    public static BlockWitness Read(string path) => Parse(ReadBytes(path), path);

    /// <summary>Reads a node's answers to <c>debug_getRawBlock</c> and <c>debug_executionWitness</c>, whole or just their <c>result</c>.</summary>
    /// <exception cref="PicoException">As <see cref="Read(string)"/>; <c>node-error</c> where an answer is an error.</exception>
    public static BlockWitness Read(string rawBlockPath, string witnessPath, ulong chainId) =>
        ParseAnswers(ReadBytes(rawBlockPath), rawBlockPath, ReadBytes(witnessPath), witnessPath, chainId);

    /// <summary>As <see cref="Read(string)"/>, from the file's bytes.</summary>
    public static BlockWitness Parse(ReadOnlyMemory<byte> content, string source)
    {
        ReadOnlyMemory<byte> text = BoundedBytes.ReadMaybeCompressed(content, source, MaximumBytes);
        var reader = new WitnessJsonReader(text.Span, source, ErrorCatalog.BlockFileMalformed);
        reader.Start();
        reader.RequireObject("the file's value");
        ulong? chainId = null;
        ulong? number = null;
        string? hash = null;
        byte[]? block = null;
        WitnessLists? witness = null;
        var seen = new HashSet<string>();
        while (reader.NextMember("the file's object", seen) is { } name)
        {
            switch (name)
            {
                case "chainId":
                    chainId = reader.Number(name);
                    break;
                case "number":
                    number = reader.Number(name);
                    break;
                case "hash":
                    hash = reader.String(name);
                    break;
                case "block":
                    block = reader.Hex(name);
                    break;
                case "executionWitness":
                    witness = reader.Witness(name);
                    break;
                default:
                    reader.Skip("a member that is not needed");
                    break;
            }
        }

        reader.End();
        WitnessLists lists = witness ?? throw reader.Malformed("executionWitness", "is missing");
        var result = new BlockWitness(
            chainId ?? throw reader.Malformed("chainId", "is missing"),
            block ?? throw reader.Malformed("block", "is missing"),
            lists.State,
            lists.Codes,
            lists.Headers ?? throw reader.Malformed("executionWitness.headers", HeadersMissing));
        CheckNames(ref reader, result, hash, number);
        return result;
    }

    /// <summary>As <see cref="Read(string, string, ulong)"/>, from the files' bytes.</summary>
    public static BlockWitness ParseAnswers(
        ReadOnlyMemory<byte> rawBlock, string rawBlockSource, ReadOnlyMemory<byte> witness, string witnessSource, ulong chainId)
    {
        byte[] block = NodeAnswer.RawBytes(Text(rawBlock, rawBlockSource).Span, rawBlockSource, ErrorCatalog.BlockFileMalformed);
        WitnessLists lists = NodeAnswer.Witness(Text(witness, witnessSource).Span, witnessSource, ErrorCatalog.BlockFileMalformed);
        return new BlockWitness(
            chainId,
            block,
            lists.State,
            lists.Codes,
            lists.Headers ?? throw new PicoException(ErrorCatalog.BlockFileMalformed, $"{witnessSource}: the result.headers {HeadersMissing}"));

        static ReadOnlyMemory<byte> Text(ReadOnlyMemory<byte> content, string source) =>
            BoundedBytes.ReadMaybeCompressed(content, source, MaximumBytes);
    }

    private static void CheckNames(ref WitnessJsonReader reader, BlockWitness witness, string? hash, ulong? number)
    {
        if (hash is null && number is null)
        {
            return;
        }

        BlockHeader header = Block.Decode(witness.ChainId, witness.Block).Header;
        if (number is { } named && named != header.Number)
        {
            throw reader.Malformed("number", $"is {named}, and the block's is {header.Number}");
        }

        if (hash is not null && (!Hash256.TryParse(hash, out Hash256 parsed) || parsed != header.Hash))
        {
            throw reader.Malformed("hash", $"is not that of the block, {header.Hash}");
        }
    }

    private static ReadOnlyMemory<byte> ReadBytes(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return BoundedBytes.Read(file, path, MaximumBytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new PicoException(ErrorCatalog.FileUnreadable, $"{path}: {(Directory.Exists(path) ? "it is a folder" : exception.Message)}", inner: exception);
        }
    }
}
