// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using PicoEngine.Contracts.Errors;
using PicoEngine.Ethereum.Blocks;
using PicoEngine.Ethereum.Chains;
using PicoEngine.Ethereum.Json;

namespace PicoEngine.Ethereum;

/// <summary>Fetches blocks with their witnesses from an execution client that offers <c>debug_executionWitness</c>, over JSON-RPC.</summary>
/// <remarks>What it returns is as unchecked as what a file holds; <see cref="BlockJob.Create"/> checks it.</remarks>
public sealed class NodeClient : IDisposable
{
    private const int FirstRead = 1 << 16;
    private const int ReportEvery = 1 << 20;

    // Enough of a refusal's body to find the node's words in it.
    private const int RefusalBytes = 1 << 16;

    private readonly HttpClient _http;
    private readonly NodeOptions _options;
    private readonly Uri _address;
    private readonly string _shown;

    /// <param name="address">http or https; a user and password in it are sent as basic authentication.</param>
    /// <param name="options">How to ask.</param>
    /// <exception cref="PicoException"><c>usage</c>: another kind of address.</exception>
    public NodeClient(Uri address, NodeOptions? options = null)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            throw new PicoException(ErrorCatalog.Usage, "the address of a node begins with http:// or https://");
        }

        _options = options ?? new NodeOptions();
        _address = address;

        // Keys of gateways stand in paths and queries: messages name the host alone.
        _shown = $"{address.Scheme}://{address.Host}:{address.Port}";
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectTimeout = _options.ConnectTimeout,
            AutomaticDecompression = DecompressionMethods.All,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (address.UserInfo.Length > 0)
        {
            byte[] user = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo));
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(user));
        }
    }

    /// <summary>Fetches a block and its witness; where the witness has no headers, as that of older nodes, the parent's header too.</summary>
    /// <param name="number">The block's number.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="PicoException">
    /// <c>node-unreachable</c>, <c>node-error</c>, <c>node-method-missing</c>, <c>node-wrong-chain</c>, <c>block-too-large</c>, <c>block-malformed</c>, <c>block-unsupported</c>.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was requested.</exception>
    public async Task<BlockWitness> FetchAsync(ulong number, CancellationToken cancellation = default)
    {
        ulong chainId = await FetchChainAsync(cancellation).ConfigureAwait(false);
        string parameters = $"\"0x{number:x}\"";
        byte[] block = await CallAsync("debug_getRawBlock", parameters, NodeAnswer.RawBytes, cancellation).ConfigureAwait(false);
        BlockHeader header = Block.Decode(chainId, block).Header;
        if (header.Number != number)
        {
            throw new PicoException(ErrorCatalog.NodeError, $"{_shown}: asked for block {number}, the node gave block {header.Number}");
        }

        WitnessLists lists = await CallAsync("debug_executionWitness", parameters, NodeAnswer.Witness, cancellation).ConfigureAwait(false);
        IReadOnlyList<ReadOnlyMemory<byte>> headers = lists.Headers
            ?? [await CallAsync("debug_getRawHeader", $"\"0x{number - 1:x}\"", NodeAnswer.RawBytes, cancellation).ConfigureAwait(false)];
        return new BlockWitness(chainId, block, lists.State, lists.Codes, headers);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<ulong> FetchChainAsync(CancellationToken cancellation)
    {
        ulong chainId = await CallAsync("eth_chainId", string.Empty, NodeAnswer.ChainId, cancellation).ConfigureAwait(false);
        if (_options.ChainId is { } wanted && wanted != chainId)
        {
            throw new PicoException(ErrorCatalog.NodeWrongChain, $"{_shown} follows chain {Named(chainId)}, not {Named(wanted)}");
        }

        return ChainTable.NameOf(chainId) is not null
            ? chainId
            : throw new PicoException(ErrorCatalog.BlockUnsupported, $"{_shown} follows chain {chainId}, which is none of {ChainTable.Known}");

        static string Named(ulong id) => ChainTable.NameOf(id) is { } name ? $"{id} ({name})" : $"{id}";
    }

    private async Task<T> CallAsync<T>(string method, string parameters, AnswerReader<T> read, CancellationToken cancellation)
    {
        string source = $"{_shown}: {method}";
        _options.Progress?.Report(new NodeProgress(method, 0, null));
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(_options.Timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _address)
            {
                Content = new StringContent($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":[{{parameters}}]}""", Encoding.UTF8, "application/json"),
            };
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timer.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw await RefusalAsync(response, source, timer.Token).ConfigureAwait(false);
            }

            ReadOnlyMemory<byte> text = await ReadAsync(response.Content, method, source, timer.Token).ConfigureAwait(false);
            return read(text.Span, source, ErrorCatalog.NodeError);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            string limit = timer.IsCancellationRequested ? $"{_options.Timeout.TotalSeconds:0.###} s" : $"the {_options.ConnectTimeout.TotalSeconds:0.###} s for connecting";
            throw new PicoException(ErrorCatalog.NodeUnreachable, $"{source}: no whole answer within {limit}", inner: exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new PicoException(ErrorCatalog.NodeUnreachable, $"{source}: {exception.Message}", inner: exception);
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, string method, string source, CancellationToken cancellation)
    {
        long limit = Math.Min(_options.MaximumAnswerBytes, Array.MaxLength - 1);
        long? total = content.Headers.ContentLength;
        BoundedBytes.Require(total ?? 0, source, limit);
        using Stream stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        byte[] buffer = new byte[total + 1 ?? FirstRead];
        int size = 0;
        int reported = 0;
        while (true)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(size), cancellation).ConfigureAwait(false);
            if (read == 0)
            {
                return buffer.AsMemory(0, size);
            }

            size += read;
            BoundedBytes.Require(size, source, limit);
            if (size - reported >= ReportEvery)
            {
                _options.Progress?.Report(new NodeProgress(method, size, total));
                reported = size;
            }

            if (size == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(2L * size, limit + 1));
            }
        }
    }

    // Nodes may say in the body of a refusal what they do not offer.
    private static async Task<PicoException> RefusalAsync(HttpResponseMessage response, string source, CancellationToken cancellation)
    {
        byte[] body = new byte[RefusalBytes];
        using Stream stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        int size = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        string status = $"HTTP status {(int)response.StatusCode}";
        try
        {
            _ = NodeAnswer.RawBytes(body.AsSpan(0, size), $"{source}: {status}", ErrorCatalog.NodeUnreachable);
        }
        catch (PicoException exception) when (exception.Error != ErrorCatalog.NodeUnreachable)
        {
            return exception;
        }
        catch (PicoException)
        {
            // The body is no answer of JSON-RPC: the status is all there is to say.
        }

        return new PicoException(
            ErrorCatalog.NodeError,
            response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? $"{source}: {status}: the node asks for other credentials" : $"{source}: {status}");
    }

    private delegate T AnswerReader<T>(ReadOnlySpan<byte> text, string source, ErrorCode malformed);
}
