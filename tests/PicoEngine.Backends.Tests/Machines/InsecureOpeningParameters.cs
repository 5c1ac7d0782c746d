// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Fields;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Tests.Machines;

/// <summary>Small parameter sets and points for them; nothing that a verifier outside tests would take.</summary>
internal static class InsecureOpeningParameters
{
    public static SystemParameters Create(
        int logHeight,
        int logPiece,
        int logSkip,
        ImmutableArray<int> widths,
        ImmutableArray<int> blowups,
        ImmutableArray<int> folds,
        ImmutableArray<int> queries,
        int outOfDomain = 0,
        int batchingBits = 0,
        int foldingBits = 0,
        int queryBits = 0,
        int logCap = 2) => new(
        "insecure test parameters", logHeight, logSkip, [logPiece], logPiece, logHeight, widths, blowups, folds, queries,
        outOfDomain, 0, batchingBits, foldingBits, queryBits, logCap, 64, 29, 32, 3);

    public static OpeningPoint<KoalaBearExtension5> RandomPoint(SystemParameters parameters, int seed)
    {
        var elements = ExtensionSamples.Elements(parameters.LogStackedHeight + 1, seed);
        return new(elements[0], elements[1..(parameters.LogPieceHeight - parameters.LogSkip + 1)], elements[(parameters.LogPieceHeight + 1)..]);
    }
}
