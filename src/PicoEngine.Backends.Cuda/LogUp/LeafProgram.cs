// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Symbolic;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Backends.Programs;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Backends.Cuda.LogUp;

/// <summary>What makes leaf fractions of a shard's rows, as the kernels read it: fingerprints and multiplicities as linear forms in the stacked columns.</summary>
/// <remarks>s is one on real rows, the only ones that are evaluated, so its coefficient is a constant.</remarks>
internal sealed class LeafProgram
{
    private const int GroupShift = 62;

    private readonly CommittedShard _shard;
    private readonly FingerprintChallenges<KoalaBearExtension5> _challenges;
    private readonly List<NativeLogupTable> _tables = [];
    private readonly List<NativeLogupLeaf> _leaves = [];
    private readonly List<NativeLogupInteraction> _interactions = [];
    private readonly List<NativeFormTerm> _fingerprintTerms = [];
    private readonly List<NativeBaseTerm> _multiplicityTerms = [];
    private readonly List<int> _heights = [];

    /// <param name="shard">The rows.</param>
    /// <param name="challenges">The challenges of fingerprints.</param>
    /// <param name="globalOnly">Only leaves of global buses.</param>
    public LeafProgram(CommittedShard shard, FingerprintChallenges<KoalaBearExtension5> challenges, bool globalOnly)
    {
        (_shard, _challenges) = (shard, challenges);
        foreach (var table in shard.Machine.Tables)
        {
            var (first, height) = (_leaves.Count, shard.Witness.Traces[table.Index].Height);
            foreach (var leaf in shard.Machine.LeafGroups)
            {
                if (leaf.Table == table.Index && (!globalOnly || table.Interactions[leaf.Interactions[0]].Bus.IsGlobal))
                {
                    Add(table, leaf, height);
                }
            }

            _tables.Add(new() { Height = (uint)height, FirstLeaf = (uint)first, LeafCount = (uint)(_leaves.Count - first) });
        }
    }

    /// <summary>Real leaves of each group of the tree.</summary>
    public int[] Heights => [.. _heights];

    /// <summary>Copies it to a device.</summary>
    public LogupProgramHandle Upload(CudaStream stream)
    {
        NativeCall.Check(NativeMethods.pico_logup_program_create(
            stream.Handle,
            in First(_tables),
            (nuint)_tables.Count,
            in First(_leaves),
            (nuint)_leaves.Count,
            in First(_interactions),
            (nuint)_interactions.Count,
            in First(_fingerprintTerms),
            (nuint)_fingerprintTerms.Count,
            in First(_multiplicityTerms),
            (nuint)_multiplicityTerms.Count,
            out var program));
        return program;
    }

    private static ref T First<T>(List<T> values) => ref MemoryMarshal.GetReference(CollectionsMarshal.AsSpan(values));

    private void Add(TableDefinition table, LeafGroup leaf, int height)
    {
        _leaves.Add(new() { FirstInteraction = (uint)_interactions.Count, InteractionCount = (uint)leaf.Interactions.Length });
        _heights.Add(height);
        foreach (var number in leaf.Interactions)
        {
            Add(table, table.Interactions[number]);
        }
    }

    private unsafe void Add(TableDefinition table, Interaction interaction)
    {
        NativeLogupInteraction native = default;
        var fingerprint = LinearForm.Fingerprint(interaction, _challenges, _shard.Witness.PublicValues);
        native.FingerprintStart = (uint)_fingerprintTerms.Count;
        foreach (var (column, coefficient) in Columns(fingerprint))
        {
            NativeFormTerm term = new() { GroupAndOffset = Place(table, column) };
            Write(coefficient, term.Coefficient);
            _fingerprintTerms.Add(term);
        }

        MakeEven(_fingerprintTerms, native.FingerprintStart, last => new() { GroupAndOffset = last.GroupAndOffset });
        native.FingerprintCount = (uint)_fingerprintTerms.Count - native.FingerprintStart;
        Write(Constant(fingerprint), native.Constant);

        var multiplicity = new LinearForm().Add(interaction.Multiplicity, KoalaBearExtension5.One, _shard.Witness.PublicValues);
        native.MultiplicityStart = (uint)_multiplicityTerms.Count;
        foreach (var (column, coefficient) in Columns(multiplicity))
        {
            _multiplicityTerms.Add(new() { GroupAndOffset = Place(table, column), Coefficient = coefficient[0].ToMontgomery() });
        }

        MakeEven(_multiplicityTerms, native.MultiplicityStart, last => new() { GroupAndOffset = last.GroupAndOffset });
        native.MultiplicityCount = (uint)_multiplicityTerms.Count - native.MultiplicityStart;
        native.MultiplicityConstant = Constant(multiplicity)[0].ToMontgomery();
        _interactions.Add(native);
    }

    private static IEnumerable<KeyValuePair<int, KoalaBearExtension5>> Columns(LinearForm form) =>
        form.Coefficients.Where(item => item.Key != Polynomial.RealRow && !item.Value.IsZero);

    private static KoalaBearExtension5 Constant(LinearForm form) =>
        form.Constant + form.Coefficients.GetValueOrDefault(Polynomial.RealRow, KoalaBearExtension5.Zero);

    /// <summary>Kernels take two terms at a time.</summary>
    private static void MakeEven<T>(List<T> terms, uint start, Func<T, T> zero)
    {
        if (((uint)terms.Count - start) % 2 != 0)
        {
            terms.Add(zero(terms[^1]));
        }
    }

    private static unsafe void Write(KoalaBearExtension5 value, uint* words)
    {
        // Safe: both callers give the five words of a structure on their stack.
        for (var i = 0; i < KoalaBearExtension5.Degree; i++)
        {
            words[i] = value[i].ToMontgomery();
        }
    }

    private ulong Place(TableDefinition table, int column)
    {
        var place = _shard.PlaceOf(table.Index, column);
        return ((ulong)place.Group << GroupShift) | (ulong)place.Start;
    }
}
