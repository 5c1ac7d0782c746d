// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Precompiles;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Recording;

/// <summary>Takes down KECCAK256 calls by the block, in the layout of <see cref="Keccak256BlockRecord"/>, as many blocks as the checkpoint announces.</summary>
/// <remarks>The accesses of a call come in the order header, length, data, digest; the length says which is which.</remarks>
internal sealed class Keccak256CallWriter(uint blocks) : IPrecompileCallWriter
{
    // What comes next within a call: its header, its length, then its data and digest.
    private const int Header = -2;
    private const int Length = -1;

    private readonly uint[] _words = new uint[Keccak256BlockRecord.Stride * (long)blocks];
    private uint _complete;
    private uint _callBlocks;
    private uint _dataWords;
    private int _next = Header;

    /// <inheritdoc/>
    public PrecompileCallRecords Calls => new(_words, Keccak256BlockRecord.Stride);

    /// <inheritdoc/>
    public bool IsComplete => _next == Header && _complete == blocks;

    /// <inheritdoc/>
    public bool TryAppend(uint first, uint second, uint third)
    {
        switch (_next++)
        {
            case Header when _complete == blocks:
                return false;
            case Header:
                Set(0, 0, first, second, third);
                return true;
            case Length:
                return TryBegin(first, second, third);
            case var i when (uint)i < _dataWords:
                Set((uint)i / Keccak256.RateWords, Keccak256BlockRecord.Data((int)((uint)i % Keccak256.RateWords)), first, second, third);
                return true;
            case var i:
                int word = i - (int)_dataWords;
                Set(_callBlocks - 1, Keccak256BlockRecord.Digest(word), first, second, third);
                if (word == Keccak256.DigestWords - 1)
                {
                    _complete += _callBlocks;
                    _next = Header;
                }

                return true;
        }
    }

    /// <summary>Writes the header and the length into each block, and its number.</summary>
    private bool TryBegin(uint before, uint after, uint previous)
    {
        _callBlocks = Keccak256.Blocks(after);
        _dataWords = Keccak256.Words(after);
        if (_callBlocks > blocks - _complete)
        {
            return false;
        }

        Span<uint> first = Block(0)[..PrecompileCallRecords.HeaderWords];
        for (uint block = 0; block < _callBlocks; block++)
        {
            first.CopyTo(Block(block));
            Set(block, Keccak256BlockRecord.Length, before, after, block == 0 ? previous : 0);
            Block(block)[Keccak256BlockRecord.Number] = block;
        }

        return true;
    }

    private Span<uint> Block(uint block) =>
        _words.AsSpan((int)((_complete + block) * Keccak256BlockRecord.Stride), Keccak256BlockRecord.Stride);

    private void Set(uint block, int offset, uint first, uint second, uint third)
    {
        Span<uint> words = Block(block)[offset..];
        (words[0], words[1], words[2]) = (first, second, third);
    }
}
