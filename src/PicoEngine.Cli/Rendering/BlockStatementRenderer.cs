// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Text.Json;
using PicoEngine.Cli.Inspection;

namespace PicoEngine.Cli.Rendering;

/// <summary>What a proof says of a block, as lines of text and as a member of JSON.</summary>
internal static class BlockStatementRenderer
{
    public static IEnumerable<(string Name, string Value)> Lines(BlockStatement statement)
    {
        string rules = statement.Output.Fork is { } fork ? $"{fork} rules" : "unknown rules";
        string chain = $"{statement.Chain} ({statement.Output.ChainId}), {rules}";
        if (statement.Attestation is { } block)
        {
            string time = block.Timestamp <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds()
                ? $", {DateTimeOffset.FromUnixTimeSeconds((long)block.Timestamp).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC"
                : "";
            yield return ("block", $"{block.BlockNumber.ToString(CultureInfo.InvariantCulture)} of {chain}: valid");
            yield return ("hash", block.BlockHash.ToString());
            yield return ("gas", $"{Format.Count(block.GasUsed)} of {Format.Count(block.GasLimit)}{time}");
        }
        else
        {
            string why = statement.Naming switch
            {
                BlockNaming.Missing => "the file has no annotation",
                BlockNaming.Unreadable => "the file's annotation is none of a block",
                _ => "the file's annotation contradicts the proof",
            };
            yield return ("block", $"a block of {chain}: valid");
            yield return ("", $"WHICH block is not known: {why}, so that the payload root is all there is (--block FILE compares it with a block)");
        }

        yield return ("payload root", statement.Output.PayloadRoot.ToString());
    }

    /// <summary>The member <c>block</c>; number, hash and what belongs to them are null where nothing proves them.</summary>
    public static void WriteJson(Utf8JsonWriter writer, BlockStatement statement)
    {
        writer.WriteStartObject("block");
        writer.WriteBoolean("valid", statement.Output.Valid);
        writer.WriteNumber("chainId", statement.Output.ChainId);
        writer.WriteString("chain", statement.Output.ChainName);
        writer.WriteString("fork", statement.Output.Fork?.ToString());
        writer.WriteString("schemaId", $"0x{statement.Output.SchemaId:x4}");
        writer.WriteString("payloadRoot", statement.Output.PayloadRoot.ToString());
        writer.WriteString("naming", JsonNamingPolicy.CamelCase.ConvertName(statement.Naming.ToString()));
        Number("number", statement.Attestation?.BlockNumber);
        writer.WriteString("hash", statement.Attestation?.BlockHash.ToString());
        writer.WriteString("parentHash", statement.Attestation?.ParentHash.ToString());
        writer.WriteString("stateRoot", statement.Attestation?.StateRoot.ToString());
        Number("gasUsed", statement.Attestation?.GasUsed);
        Number("gasLimit", statement.Attestation?.GasLimit);
        Number("timestamp", statement.Attestation?.Timestamp);
        writer.WriteEndObject();

        void Number(string name, ulong? value)
        {
            if (value is { } number)
            {
                writer.WriteNumber(name, number);
            }
            else
            {
                writer.WriteNull(name);
            }
        }
    }
}
