// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Contracts.Errors;
using PicoEngine.Contracts.Text;

namespace PicoEngine.Ethereum.Json;

/// <summary>Answers of JSON-RPC 2.0: an object with <c>result</c> or <c>error</c>, or the bare result.</summary>
internal static class NodeAnswer
{
    // JSON-RPC 2.0, section 5.1.
    private const long MethodNotFound = -32601;

    private delegate T ResultReader<T>(ref WitnessJsonReader reader);

    /// <summary>The answer to <c>eth_chainId</c>.</summary>
    public static ulong ChainId(ReadOnlySpan<byte> text, string source, ErrorCode malformed) =>
        Read(text, source, malformed, static (ref WitnessJsonReader reader) => reader.Number("the result"));

    /// <summary>The answer to <c>debug_getRawBlock</c> and <c>debug_getRawHeader</c>.</summary>
    public static byte[] RawBytes(ReadOnlySpan<byte> text, string source, ErrorCode malformed) =>
        Read(text, source, malformed, static (ref WitnessJsonReader reader) => reader.Hex("the result"));

    /// <summary>The answer to <c>debug_executionWitness</c>.</summary>
    public static WitnessLists Witness(ReadOnlySpan<byte> text, string source, ErrorCode malformed) =>
        Read(text, source, malformed, static (ref WitnessJsonReader reader) => reader.Witness("the result"), IsAnswer(text, source, malformed));

    private static T Read<T>(ReadOnlySpan<byte> text, string source, ErrorCode malformed, ResultReader<T> read, bool? isAnswer = null)
        where T : notnull
    {
        var reader = new WitnessJsonReader(text, source, malformed);
        reader.Start();
        if (!(isAnswer ?? reader.Token == JsonTokenType.StartObject))
        {
            T bare = read(ref reader);
            reader.End();
            return bare;
        }

        bool hasResult = false;
        T? result = default;
        var seen = new HashSet<string>();
        while (reader.NextMember("the answer", seen) is { } name)
        {
            if (name == "result" && reader.Token != JsonTokenType.Null)
            {
                result = read(ref reader);
                hasResult = true;
            }
            else if (name == "error" && reader.Token != JsonTokenType.Null)
            {
                throw Refusal(ref reader, source);
            }
            else
            {
                reader.Skip("the answer");
            }
        }

        reader.End();
        return hasResult
            ? result!
            : throw new PicoException(ErrorCatalog.NodeError, $"{source}: the answer has no result; the node may not have this block, or no longer its state");
    }

    // A bare witness is an object too: an answer is one that says so by its members.
    private static bool IsAnswer(ReadOnlySpan<byte> text, string source, ErrorCode malformed)
    {
        var reader = new WitnessJsonReader(text, source, malformed);
        reader.Start();
        reader.RequireObject("the value");
        var seen = new HashSet<string>();
        while (reader.NextMember("the value", seen) is { } name)
        {
            if (name is "jsonrpc" or "result" or "error")
            {
                return true;
            }

            if (name is "state" or "codes" or "headers")
            {
                return false;
            }

            reader.Skip(name);
        }

        return true;
    }

    private static PicoException Refusal(ref WitnessJsonReader reader, string source)
    {
        string message = string.Empty;
        string code = string.Empty;
        if (reader.Token == JsonTokenType.StartObject)
        {
            var seen = new HashSet<string>();
            while (reader.NextMember("error", seen) is { } name)
            {
                if (name == "message" && reader.Token == JsonTokenType.String)
                {
                    message = reader.String(name);
                }
                else if (name == "code" && reader.Token == JsonTokenType.Number)
                {
                    code = reader.Literal();
                }
                else
                {
                    reader.Skip("error");
                }
            }
        }

        const int Shown = 300;
        string words = UntrustedText.Show(message.Length <= Shown ? message : message[..Shown] + "…");
        return new PicoException(
            code == MethodNotFound.ToString() || SaysThatMethodIsMissing(message) ? ErrorCatalog.NodeMethodMissing : ErrorCatalog.NodeError,
            $"{source}: error {code} {words}".TrimEnd());
    }

    // Some nodes and gateways say it in words, with codes of their own.
    private static bool SaysThatMethodIsMissing(string message) =>
        message.Contains("method", StringComparison.OrdinalIgnoreCase)
        && (message.Contains("not found", StringComparison.OrdinalIgnoreCase)
            || message.Contains("not exist", StringComparison.OrdinalIgnoreCase)
            || message.Contains("not available", StringComparison.OrdinalIgnoreCase)
            || message.Contains("not supported", StringComparison.OrdinalIgnoreCase)
            || message.Contains("unsupported", StringComparison.OrdinalIgnoreCase));
}
