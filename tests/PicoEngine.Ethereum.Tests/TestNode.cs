// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace PicoEngine.Ethereum.Tests;

/// <summary>A server on this machine that answers each JSON-RPC call with the bytes that a test gives for its method, whole HTTP response included.</summary>
internal sealed class TestNode : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<string, string, byte[]?> _respond;
    private readonly Task _work;

    /// <param name="respond">Method and its first parameter to the response; null holds the connection open without one.</param>
    public TestNode(Func<string, string, byte[]?> respond)
    {
        _respond = respond;
        _listener.Start();
        _work = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/secret-key");

    /// <summary>Methods called, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Value of the last call's Authorization header.</summary>
    public string? Authorization { get; private set; }

    public static byte[] Http(string body, int status = 200, long? contentLength = null) => Encoding.UTF8.GetBytes(
        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {contentLength ?? Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}");

    public static byte[] Result(string json) => Http($$"""{"jsonrpc":"2.0","id":1,"result":{{json}} }""");

    public static byte[] Error(int code, string message, int status = 200) =>
        Http($$"""{"jsonrpc":"2.0","id":1,"error":{"code":{{code}},"message":"{{message}}"} }""", status);

    public void Dispose()
    {
        _end.Cancel();
        _work.Wait(TimeSpan.FromSeconds(10));
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception) when (_end.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        try
        {
            using JsonDocument call = JsonDocument.Parse(await ReadBodyAsync(stream));
            string method = call.RootElement.GetProperty("method").GetString()!;
            JsonElement parameters = call.RootElement.GetProperty("params");
            Calls.Add(method);
            if (_respond(method, parameters.GetArrayLength() > 0 ? parameters[0].GetString()! : string.Empty) is { } response)
            {
                await stream.WriteAsync(response, _end.Token);
            }
            else
            {
                // The client goes away, or the test ends.
                _ = await stream.ReadAsync(new byte[1], _end.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            // The client went away, perhaps before it had said all.
        }
    }

    private async Task<string> ReadBodyAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        int length = 0;
        Authorization = null;
        while (await reader.ReadLineAsync(_end.Token) is { Length: > 0 } line)
        {
            string[] parts = line.Split(": ", 2);
            length = parts[0].Equals("Content-Length", StringComparison.OrdinalIgnoreCase) ? int.Parse(parts[1], CultureInfo.InvariantCulture) : length;
            Authorization = parts[0].Equals("Authorization", StringComparison.OrdinalIgnoreCase) ? parts[1] : Authorization;
        }

        char[] body = new char[length];
        await reader.ReadBlockAsync(body, _end.Token);
        return new string(body);
    }
}
