// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Syscalls;

namespace PicoEngine.Executor.Recording;

/// <summary>
/// The calls of one precompile in a shard. Each takes <see cref="Stride"/> words: the header (timestamp, a0, a1), then for
/// each accessed memory word, in access order, its value before, its value after and the timestamp of its previous access.
/// </summary>
public sealed class PrecompileRecords
{
    /// <summary>Words before the accesses.</summary>
    public const int HeaderWords = 3;

    /// <summary>Words per access.</summary>
    public const int AccessWords = 3;

    private readonly uint[] _words;
    private int _length;

    internal PrecompileRecords(SyscallCode code, int accessCount, uint calls)
    {
        Code = code;
        Stride = HeaderWords + AccessWords * accessCount;
        _words = new uint[Stride * (long)calls];
    }

    public SyscallCode Code { get; }

    public int Stride { get; }

    public int Count => _words.Length / Stride;

    /// <summary>The call with this number, in execution order.</summary>
    public ReadOnlySpan<uint> this[int index] => _words.AsSpan(index * Stride, Stride);

    internal bool IsComplete => _length == _words.Length;

    /// <returns>False when the checkpoint announced fewer calls.</returns>
    internal bool TryAppend(uint first, uint second, uint third)
    {
        if (_length + 3 > _words.Length)
        {
            return false;
        }

        _words[_length] = first;
        _words[_length + 1] = second;
        _words[_length + 2] = third;
        _length += 3;
        return true;
    }
}
