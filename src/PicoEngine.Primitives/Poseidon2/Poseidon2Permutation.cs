// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Primitives.Poseidon2;

/// <summary>Poseidon2 over KoalaBear: one state at a time as the paper writes it, sixteen at a time with vector instructions.</summary>
public sealed class Poseidon2Permutation : IPermutation
{
    private const int HalfFullRounds = Poseidon2Parameters.FullRounds / 2;

    private readonly Poseidon2Parameters _parameters;
    private readonly KoalaBear[] _constants;
    private readonly KoalaBear[] _diagonal;
    private readonly uint[] _shiftedConstants;

    // Null where words are taken one by one.
    private readonly SingleStateKernel? _singleState;

    private Poseidon2Permutation(Poseidon2Parameters parameters)
    {
        _parameters = parameters;
        _constants = parameters.RoundConstants.ToArray();
        _diagonal = parameters.Diagonal.ToArray();
        _singleState = parameters.Width == 24 && SingleStateKernel.IsSupported ? new SingleStateKernel(parameters) : null;
        _shiftedConstants = Array.ConvertAll(_constants, constant => unchecked(constant.ToMontgomery() - KoalaBear.Modulus));
    }

    /// <summary>The permutation of width 24.</summary>
    public static Poseidon2Permutation Width24 { get; } = new(Poseidon2Parameters.Width24);

    /// <summary>The permutation of width 16.</summary>
    public static Poseidon2Permutation Width16 { get; } = new(Poseidon2Parameters.Width16);

    /// <inheritdoc/>
    public int Width => _parameters.Width;

    /// <inheritdoc/>
    public unsafe void Permute(Span<KoalaBear> state)
    {
        RequireLength(state.Length, Width, nameof(state));
        if (_singleState is null)
        {
            PermuteWords(state);
            return;
        }

        // Safe: the kernel touches the 24 words whose number was just checked.
        fixed (KoalaBear* words = state)
        {
            _singleState.Permute(words);
        }
    }

    /// <summary>Word by word, as the paper writes it: what every other path is tested against.</summary>
    internal void PermuteWords(Span<KoalaBear> state)
    {
        var constants = _constants.AsSpan();
        ExternalLayer(state);
        for (var round = 0; round < HalfFullRounds; round++)
        {
            FullRound(state, constants[..Width]);
            constants = constants[Width..];
        }

        for (var round = 0; round < _parameters.PartialRounds; round++)
        {
            state[0] = (state[0] + constants[round]).Cube();
            InternalLayer(state, _diagonal);
        }

        constants = constants[_parameters.PartialRounds..];
        for (var round = 0; round < HalfFullRounds; round++)
        {
            FullRound(state, constants[..Width]);
            constants = constants[Width..];
        }
    }

    /// <inheritdoc/>
    public unsafe void PermuteBatch(Span<KoalaBear> states)
    {
        RequireLength(states.Length, Width * IPermutation.BatchSize, nameof(states));

        // Safe: the kernels touch Width x BatchSize elements from the pointer, which is the length just checked.
        fixed (KoalaBear* pointer = states)
        fixed (uint* constants = _shiftedConstants)
        {
            if (PackedKoalaBear512.IsSupported)
            {
                Poseidon2Kernel<PackedKoalaBear512>.Permute((PackedKoalaBear512*)pointer, constants, _parameters);
            }
            else if (PackedKoalaBear256.IsSupported)
            {
                Poseidon2Kernel<PackedKoalaBear256>.Permute((PackedKoalaBear256*)pointer, constants, _parameters);
            }
            else
            {
                Poseidon2Kernel<PackedKoalaBear1>.Permute((PackedKoalaBear1*)pointer, constants, _parameters);
            }
        }
    }

    private static void FullRound(Span<KoalaBear> state, ReadOnlySpan<KoalaBear> constants)
    {
        for (var i = 0; i < state.Length; i++)
        {
            state[i] = (state[i] + constants[i]).Cube();
        }

        ExternalLayer(state);
    }

    /// <summary>circ(2 M, M, .., M) on groups of four words, M = circ(2, 3, 1, 1).</summary>
    private static void ExternalLayer(Span<KoalaBear> state)
    {
        KoalaBear sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (var i = 0; i < state.Length; i += 4)
        {
            var (a, b, c, d) = (state[i], state[i + 1], state[i + 2], state[i + 3]);
            var (ab, cd) = (a + b, c + d);
            var total = ab + cd;
            var (totalB, totalD) = (total + b, total + d);
            sum0 += state[i] = totalB + ab;
            sum1 += state[i + 1] = totalB + c.Double();
            sum2 += state[i + 2] = totalD + cd;
            sum3 += state[i + 3] = totalD + a.Double();
        }

        for (var i = 0; i < state.Length; i += 4)
        {
            state[i] += sum0;
            state[i + 1] += sum1;
            state[i + 2] += sum2;
            state[i + 3] += sum3;
        }
    }

    /// <summary>J + diag(V).</summary>
    private static void InternalLayer(Span<KoalaBear> state, ReadOnlySpan<KoalaBear> diagonal)
    {
        // At most 24 words below 2^31: the sum is far from overflow, and one remainder reduces it.
        var sum = 0UL;
        foreach (var word in state)
        {
            sum += word.ToMontgomery();
        }

        var total = KoalaBear.FromMontgomery((uint)(sum % KoalaBear.Modulus));
        for (var i = 0; i < state.Length; i++)
        {
            state[i] = total + (diagonal[i] * state[i]);
        }
    }

    private static void RequireLength(int length, int expected, string name)
    {
        if (length != expected)
        {
            throw new ArgumentException($"Poseidon2 takes {expected} words here, not {length}.", name);
        }
    }
}
