// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Recording;

/// <summary>Takes down the calls of one precompile, as many as the checkpoint announces, in the layout of <see cref="PrecompileCallRecords"/>.</summary>
internal sealed class PrecompileCallWriter : IPrecompileCallWriter
{
    private readonly uint[] _words;
    private readonly int _stride;
    private int _length;

    public PrecompileCallWriter(int accessCount, uint calls)
    {
        _stride = PrecompileCallRecords.HeaderWords + PrecompileCallRecords.AccessWords * accessCount;
        _words = new uint[_stride * (long)calls];
    }

    /// <inheritdoc/>
    public PrecompileCallRecords Calls => new(_words, _stride);

    /// <inheritdoc/>
    public bool IsComplete => _length == _words.Length;

    /// <inheritdoc/>
    public bool TryAppend(uint first, uint second, uint third)
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
