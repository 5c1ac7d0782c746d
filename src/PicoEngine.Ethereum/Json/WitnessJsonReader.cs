// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PicoEngine.Contracts.Errors;
using PicoEngine.Contracts.Text;

namespace PicoEngine.Ethereum.Json;

/// <summary>Reads blocks and witnesses out of JSON text, token by token; nothing recurses, and what is too deep is refused by the tokenizer.</summary>
/// <remarks>Every failure is a <see cref="PicoException"/> that names the source and the member. A member given twice is refused.</remarks>
internal ref struct WitnessJsonReader
{
    /// <summary>Headers that BLOCKHASH can reach, and so the most that a witness may list.</summary>
    public const int MaximumHeaders = 256;

    // Trie nodes and codes of a block of 60 M gas are some 40,000; this keeps lists of empty strings from filling the memory.
    private const int MaximumItems = 1 << 22;

    private const int MaximumLiteral = 20;
    private const int ShownBytes = 32;

    private readonly string _source;
    private readonly ErrorCode _error;
    private readonly ReadOnlySpan<byte> _text;
    private Utf8JsonReader _reader;

    /// <param name="text">UTF-8.</param>
    /// <param name="source">What the text is, for messages.</param>
    /// <param name="error">The error that malformed text is.</param>
    public WitnessJsonReader(ReadOnlySpan<byte> text, string source, ErrorCode error)
    {
        _source = source;
        _error = error;
        _text = text.StartsWith("\ufeff"u8) ? text[3..] : text;
        _reader = new Utf8JsonReader(_text);
    }

    public readonly JsonTokenType Token => _reader.TokenType;

    /// <summary>Moves to the first token.</summary>
    public void Start()
    {
        try
        {
            _reader.Read();
        }
        catch (JsonException exception)
        {
            // Most often a web page, or another file.
            string begin = UntrustedText.Show(Encoding.UTF8.GetString(_text[..Math.Min(ShownBytes, _text.Length)]));
            string problem = _text.IsEmpty ? "no valid JSON: there is no text" : $"no valid JSON: it begins with {begin}";
            throw new PicoException(_error, $"{_source}: {problem}", inner: exception);
        }
    }

    /// <summary>After the last value there is nothing.</summary>
    public void End()
    {
        if (TryNext("the text"))
        {
            throw Malformed("the text", "goes on behind its value");
        }
    }

    /// <summary>At the opening brace or past a member's value: moves to the next member's value; null at the closing brace.</summary>
    public string? NextMember(string what, HashSet<string> seen)
    {
        Next(what);
        if (_reader.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        string name = Text(what);
        if (!seen.Add(name))
        {
            throw Malformed(Shown(name), "is given twice");
        }

        Next(Shown(name));
        return name;
    }

    public void RequireObject(string what)
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            throw Malformed(what, "is no object");
        }
    }

    public void Skip(string what)
    {
        try
        {
            _reader.Skip();
        }
        catch (JsonException exception)
        {
            throw Malformed(what, exception);
        }
    }

    /// <summary>A number, or a text with decimal digits or 0x and hex digits.</summary>
    public ulong Number(string what)
    {
        ulong value;
        bool isNumber = _reader.TokenType switch
        {
            JsonTokenType.Number => _reader.TryGetUInt64(out value),
            JsonTokenType.String => TryParse(Text(what), out value),
            _ => Fail(out value),
        };
        return isNumber ? value : throw Malformed(what, "is no number of 64 bits");

        static bool Fail(out ulong value)
        {
            value = 0;
            return false;
        }

        static bool TryParse(string text, out ulong value) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    public string String(string what) =>
        _reader.TokenType == JsonTokenType.String ? Text(what) : throw Malformed(what, "is no text");

    /// <summary>A number as it is written.</summary>
    public readonly string Literal() => Encoding.ASCII.GetString(_reader.ValueSpan[..Math.Min(_reader.ValueSpan.Length, MaximumLiteral)]);

    /// <summary>0x and an even number of hex digits.</summary>
    public byte[] Hex(string what)
    {
        if (_reader.TokenType != JsonTokenType.String)
        {
            throw Malformed(what, "is no text of hex digits");
        }

        ReadOnlySpan<byte> text = _reader.ValueSpan;
        if (text.Length < 2 || text[0] != '0' || text[1] is not ((byte)'x' or (byte)'X') || text.Length % 2 != 0)
        {
            throw Malformed(what, "is not 0x and an even number of hex digits");
        }

        return Digits(text[2..], what);
    }

    /// <summary>0x and at most 64 hex digits, as the big-endian bytes of that number without leading zeros.</summary>
    public byte[] Quantity(string what)
    {
        ReadOnlySpan<byte> text = _reader.TokenType == JsonTokenType.String ? _reader.ValueSpan : default;
        if (text.Length is < 3 or > 2 + (2 * Hash256.Size) || text[0] != '0' || text[1] is not ((byte)'x' or (byte)'X'))
        {
            throw Malformed(what, "is not 0x and at most 64 hex digits");
        }

        byte[] bytes = text.Length % 2 == 0 ? Digits(text[2..], what) : Digits([(byte)'0', .. text[2..]], what);
        return bytes.AsSpan().TrimStart((byte)0).ToArray();
    }

    /// <summary>A list of headers, ascending: hex texts of their RLP; or objects, which geth gives with the parent first.</summary>
    public List<ReadOnlyMemory<byte>> HeaderList(string what)
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            throw Malformed(what, "is no list");
        }

        var items = new List<ReadOnlyMemory<byte>>();
        bool hasObjects = false;
        while (true)
        {
            Next(what);
            if (_reader.TokenType == JsonTokenType.EndArray)
            {
                break;
            }

            if (items.Count == MaximumHeaders)
            {
                throw Malformed(what, $"has more than {MaximumHeaders} items");
            }

            string item = $"{what}[{items.Count}]";
            bool isObject = _reader.TokenType == JsonTokenType.StartObject;
            hasObjects |= isObject;
            items.Add(isObject ? HeaderObject.ToRlp(ref this, item) : Hex(item));
        }

        if (hasObjects)
        {
            items.Reverse();
        }

        return items;
    }

    /// <summary>A list of hex texts; or an object with them as values, the older form of nodes and codes by hash.</summary>
    public List<ReadOnlyMemory<byte>> HexList(string what)
    {
        bool isMap = _reader.TokenType == JsonTokenType.StartObject;
        if (!isMap && _reader.TokenType != JsonTokenType.StartArray)
        {
            throw Malformed(what, "is neither a list nor an object");
        }

        var items = new List<ReadOnlyMemory<byte>>();
        while (true)
        {
            Next(what);
            if (_reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                return items;
            }

            if (isMap)
            {
                Next(what);
            }

            if (items.Count == MaximumItems)
            {
                throw Malformed(what, $"has more than {MaximumItems} items");
            }

            items.Add(Hex($"{what}[{items.Count}]"));
        }
    }

    /// <summary>An execution witness: <c>state</c>, <c>codes</c> and, but for older nodes, <c>headers</c>; <c>keys</c> and others are passed over.</summary>
    public WitnessLists Witness(string what)
    {
        RequireObject(what);
        List<ReadOnlyMemory<byte>>? state = null;
        List<ReadOnlyMemory<byte>>? codes = null;
        List<ReadOnlyMemory<byte>>? headers = null;
        var seen = new HashSet<string>();
        while (NextMember(what, seen) is { } name)
        {
            string member = $"{what}.{Shown(name)}";
            switch (name)
            {
                case "state":
                    state = HexList(member);
                    break;
                case "codes":
                    codes = HexList(member);
                    break;
                case "headers":
                    headers = HeaderList(member);
                    break;
                default:
                    Skip(member);
                    break;
            }
        }

        return new WitnessLists(
            state ?? throw Malformed($"{what}.state", "is missing"),
            codes ?? throw Malformed($"{what}.codes", "is missing"),
            headers);
    }

    public readonly PicoException Malformed(string what, string problem) => new(_error, $"{_source}: {what} {problem}");

    private static string Shown(string name) => UntrustedText.Show(name.Length <= 40 ? name : name[..40] + "…");

    private readonly PicoException Malformed(string what, JsonException exception) =>
        new(_error, $"{_source}: no valid JSON in or behind {what}, line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}", inner: exception);

    private readonly byte[] Digits(ReadOnlySpan<byte> digits, string what)
    {
        byte[] bytes = new byte[digits.Length / 2];
        return Convert.FromHexString(digits, bytes, out _, out int written) == OperationStatus.Done && written == bytes.Length
            ? bytes
            : throw Malformed(what, "has something else than hex digits");
    }

    // Names and short texts; a text with a lone surrogate is no text.
    private readonly string Text(string what)
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Malformed(what, "is no valid UTF-8");
        }
    }

    private void Next(string what)
    {
        if (!TryNext(what))
        {
            throw Malformed(what, "ends too early");
        }
    }

    private bool TryNext(string what)
    {
        try
        {
            return _reader.Read();
        }
        catch (JsonException exception)
        {
            throw Malformed(what, exception);
        }
    }
}
