// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Ethereum;

/// <summary>Whether public values are those of a valid block, and otherwise what differs and what that means.</summary>
/// <param name="Output">The output; null where the public values are none.</param>
/// <param name="Differences">One sentence for each difference; empty when all is as it must be.</param>
public sealed record OutputCheck(StatelessOutput? Output, IReadOnlyList<string> Differences)
{
    public bool Matches => Differences.Count == 0;

    /// <summary>Compares the public values of a run or proof with what a valid block gives.</summary>
    public static OutputCheck Compare(StatelessOutput expected, ReadOnlySpan<byte> publicValues)
    {
        if (!StatelessOutput.TryParse(publicValues, out StatelessOutput? actual))
        {
            return new OutputCheck(null, [$"{publicValues.Length} bytes of public values are no output of the block guest, which has {StatelessOutput.Size}: another program ran."]);
        }

        var differences = new List<string>();
        if (actual.PayloadRoot.IsZero)
        {
            differences.Add("The root is zero: the guest could not decode its input.");
        }
        else if (actual.PayloadRoot != expected.PayloadRoot)
        {
            differences.Add($"The root is {actual.PayloadRoot}, and this block's is {expected.PayloadRoot}: the run was about another block.");
        }
        else if (!actual.Valid)
        {
            differences.Add("The guest did not find the block valid: the block breaks a rule, or its witness lacks something that its execution reads.");
        }

        if (!actual.PayloadRoot.IsZero && actual.ChainId != expected.ChainId)
        {
            differences.Add($"The chain is {actual.ChainId}, and this block's is {expected.ChainId}.");
        }

        if (actual.SchemaId != expected.SchemaId)
        {
            differences.Add(actual.Revision == StatelessOutput.TestRevision
                ? $"The schema 0x{actual.SchemaId:x4} is that of test vectors: rules as named, not those that the chain has at the block's time."
                : $"The schema is 0x{actual.SchemaId:x4}, and this block's is 0x{expected.SchemaId:x4} ({expected.Fork}): the run used other rules.");
        }

        return new OutputCheck(actual, differences);
    }
}
