// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Precompiles.Keccak;

/// <summary>Walks over the blocks of KECCAK256 calls, with the state before each.</summary>
internal ref struct KeccakBlocks
{
    private const int BlockBytes = 4 * Keccak256BlockRecord.DataWords;

    private readonly PrecompileCallRecords _calls;
    private readonly ulong[] _state = new ulong[KeccakChunks.Lanes];
    private int _index;
    private bool _isAbsorbed;

    /// <summary>Goes to a block.</summary>
    public KeccakBlocks(PrecompileCallRecords calls, int index)
    {
        _calls = calls;
        for (_index = index - (int)calls[index][Keccak256BlockRecord.Number]; _index < index; MoveNext())
        {
            Absorb();
        }
    }

    /// <summary>The record of the block.</summary>
    public readonly ReadOnlySpan<uint> Call => _calls[_index];

    /// <summary>The lanes, before the block or, once it is absorbed, with it.</summary>
    public readonly ReadOnlySpan<ulong> State => _state;

    /// <summary>Adds the padded words to the state.</summary>
    public void Absorb()
    {
        Span<uint> words = stackalloc uint[Keccak256BlockRecord.DataWords];
        ReadWords(Call, words);
        for (var i = 0; i < words.Length; i++)
        {
            _state[i / 2] ^= (ulong)words[i] << (32 * (i % 2));
        }

        _isAbsorbed = true;
    }

    /// <summary>Goes on to the next block: permutes the state, or begins with zeros.</summary>
    public void MoveNext()
    {
        if (!_isAbsorbed)
        {
            Absorb();
        }

        _isAbsorbed = false;
        _index++;
        if (_index == _calls.Count || Call[Keccak256BlockRecord.Number] == 0)
        {
            _state.AsSpan().Clear();
        }
        else
        {
            KeccakChunks.Permute(_state);
        }
    }

    /// <summary>Whether the block is the last one of its call.</summary>
    public static bool IsLast(ReadOnlySpan<uint> call) =>
        call[Keccak256BlockRecord.Length + 1] / BlockBytes == call[Keccak256BlockRecord.Number];

    /// <summary>The words of a block, cut and padded where the message ends.</summary>
    public static void ReadWords(ReadOnlySpan<uint> call, Span<uint> words)
    {
        var rest = call[Keccak256BlockRecord.Length + 1] - (BlockBytes * call[Keccak256BlockRecord.Number]);
        var whole = (int)Math.Min(rest / 4, (uint)words.Length);
        words.Clear();
        for (var i = 0; i < whole; i++)
        {
            words[i] = call[Keccak256BlockRecord.Data(i) + 1];
        }

        if (rest < BlockBytes)
        {
            words[whole] = PadTail(call[Keccak256BlockRecord.Data(whole) + 1], rest % 4);
            words[^1] |= 0x8000_0000;
        }
    }

    /// <summary>The low bytes of a word, with the 1 behind them that pads a message.</summary>
    public static uint PadTail(uint word, uint bytes)
    {
        var end = 1u << (8 * (int)bytes);
        return (word & (end - 1)) | end;
    }
}
