// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Fields;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Cuda.Opening;

/// <summary>The weights of an opening point: a thousand factors on the host, their products on the device.</summary>
internal static class PointWeights
{
    /// <summary>The weights of the 2^b cells of a piece, [5][2^b]: L_y(skip) on the low bits, eq above.</summary>
    public static CudaBuffer UploadPiece(CudaQueue queue, SystemParameters parameters, OpeningPoint<KoalaBearExtension5> point)
    {
        var (low, high) = (SkipDomain.Lagrange(parameters.LogSkip, point.Skip), EqTable.Build(point.Low));
        var length = low.Length * high.Length;
        var words = new KoalaBear[KoalaBearExtension5.Degree * length];
        for (var i = 0; i < length; i++)
        {
            var weight = low[i % low.Length] * high[i / low.Length];
            for (var k = 0; k < KoalaBearExtension5.Degree; k++)
            {
                words[(k * length) + i] = weight[k];
            }
        }

        return queue.Upload<KoalaBear>(words);
    }
}
