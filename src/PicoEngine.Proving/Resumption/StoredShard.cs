// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Verifier.Run;

namespace PicoEngine.Proving.Resumption;

/// <summary>A finished shard.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Shape">Number of its shape in the key.</param>
/// <param name="PublicValues">Canonical words.</param>
/// <param name="GlobalSum">The coefficients of S_k.</param>
/// <param name="Proof">The canonical words of the proof.</param>
internal sealed record StoredShard(int Number, int Shape, uint[] PublicValues, uint[] GlobalSum, uint[] Proof)
{
    /// <summary>A finished shard, to be kept.</summary>
    public static StoredShard Of(int number, RunShard shard)
    {
        var sum = new uint[KoalaBearExtension5.Degree];
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] = shard.GlobalSum[i].ToCanonical();
        }

        return new StoredShard(number, shard.Shape, [.. shard.PublicValues.Select(value => value.ToCanonical())], sum, shard.Words.ToArray());
    }

    /// <summary>The shard as it was, or null if its words are no field elements.</summary>
    public RunShard? Restore()
    {
        if (GlobalSum.Length != KoalaBearExtension5.Degree || PublicValues.Concat(GlobalSum).Any(word => word >= KoalaBear.Modulus))
        {
            return null;
        }

        KoalaBear[] sum = [.. GlobalSum.Select(KoalaBear.FromCanonical)];
        return new RunShard(
            Shape, [.. PublicValues.Select(KoalaBear.FromCanonical)], new KoalaBearExtension5(sum[0], sum[1], sum[2], sum[3], sum[4]), Proof);
    }
}
