// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Chips.Precompiles.Uint256;
using PicoEngine.Chips.Tests.Precompiles.Calls;
using PicoEngine.Chips.Tests.Precompiles.Curves;
using PicoEngine.Chips.Tests.Precompiles.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.Precompiles.KnownBugs;

/// <summary>
/// Completeness holes, which half of the published fixes of precompiles close: every call that the executor carries out has a row. Operands are what makes carries,
/// quotients and excesses extreme: runs of equal bytes, 0, 127, 128 and 255 most of all, around multiples of the modulus, and with few bits.
/// </summary>
public sealed class ExtremeOperandTests
{
    private const uint First = 0x0030_0000;
    private const uint Second = 0x0031_0000;
    private const int Calls = 150;

    public static TheoryData<int> Fields => [.. Enumerable.Range(0, FieldCase.All.Count)];

    public static TheoryData<string> Curves => [.. CurveCall.All.Select(call => call.Name)];

    [Theory]
    [MemberData(nameof(Fields))]
    public void Field_operations_have_rows(int index)
    {
        var field = FieldCase.All[index];
        Random random = new(index);
        CallMemory memory = new();
        for (var i = 0; i < Calls; i++)
        {
            memory.Store(First, field.ToWords([.. Enumerable.Range(0, field.Degree).Select(_ => Number(random, field.Bytes, field.Modulus))]));
            memory.Store(Second, field.ToWords([.. Enumerable.Range(0, field.Degree).Select(_ => Number(random, field.Bytes, field.Modulus))]));
            memory.Call(field.Layouts[i % 3], First, Second);
        }

        new CallRows(field.Table, field.TableLayouts, memory).AssertRight();
    }

    [Fact]
    public void Products_of_256_bits_have_rows()
    {
        var end = BigInteger.One << 256;
        CallLayout[] layouts =
        [
            CallLayout.Binary(Uint256Table.MultiplyCode, 16, 8, words => Reduce(words, n => (n[2] * n[0], n[1]))),
            CallLayout.Binary(Uint256Table.MultiplyAddModuloCode, 24, 8, words => Reduce(words, n => ((n[3] * n[0]) + n[2], n[1]))),
            CallLayout.Binary(Uint256Table.MultiplyAddCode, 16, 16, words => Whole(Numbers.FromWords(32, words))),
        ];
        Random random = new(9);
        CallMemory memory = new();
        for (var i = 0; i < Calls; i++)
        {
            var modulus = random.Next(8) == 0 ? 0 : Number(random, 1 + random.Next(32), 1);
            BigInteger Operand() => Number(random, 32, modulus.IsZero ? end : modulus);
            memory.Store(First, Numbers.ToWords(32, Operand(), Operand()));
            memory.Store(Second, Numbers.ToWords(32, Operand(), modulus, Operand()));
            memory.Call(layouts[i % 3], First, Second);
        }

        new CallRows(new Uint256Table(), layouts, memory).AssertRight();

        uint[] Reduce(uint[] words, Func<BigInteger[], (BigInteger Value, BigInteger Modulus)> operation)
        {
            var (value, modulus) = operation(Numbers.FromWords(32, words));
            return Numbers.ToWords(32, value % (modulus.IsZero ? end : modulus));
        }

        uint[] Whole(BigInteger[] n)
        {
            var value = (n[2] * n[0]) + n[1] + n[3];
            return Numbers.ToWords(32, value % end, value / end);
        }
    }

    [Theory]
    [MemberData(nameof(Curves))]
    public void Calls_on_curves_have_rows(string name)
    {
        var call = CurveCall.Find(name);
        var (modulus, bytes) = (call.Curve.Modulus, 4 * call.CoordinateWords);
        Random random = new(name.Length);
        CurveRun run = new() { NumberWords = call.CoordinateWords };
        var count = 0;
        while (count < Calls)
        {
            BigInteger x = Below(), y = Below(), x2 = Below(), y2 = Below();
            if ((call.Kind == CurveCallKind.Add && x == x2) || (call.Kind == CurveCallKind.Double && y.IsZero) || (call.IsDecompression && call.FindRoot(y) is null or { IsZero: true }))
            {
                continue;
            }

            run.SetP(x, y).SetQ(x2, y2).Call(call, call.IsDecompression ? (uint)(count % 2) : null);
            count++;
        }

        CurveRowTests.AssertHolds(run, count);

        BigInteger Below()
        {
            BigInteger number;
            do
            {
                number = Number(random, bytes, modulus);
            }
            while (number >= modulus);
            return number;
        }
    }

    private static BigInteger Number(Random random, int bytes, BigInteger modulus)
    {
        var end = BigInteger.One << (8 * bytes);
        switch (random.Next(5))
        {
            case 0:
                // Around a multiple of the modulus.
                var most = (int)BigInteger.Min(end / modulus, 9);
                return Clamp((modulus * random.Next(most + 1)) + random.Next(-3, 4));
            case 1:
                return Clamp((BigInteger.One << random.Next(8 * bytes)) + random.Next(-2, 3));
            case 2:
                return Numbers.Random(random, bytes);
            default:
                byte[] values = [0, 255, 127, 128, 1, 254, (byte)random.Next(256)];
                var number = new byte[bytes];
                for (var i = 0; i < bytes;)
                {
                    var (value, until) = (values[random.Next(values.Length)], i + 1 + random.Next(random.Next(1, bytes)));
                    while (i < Math.Min(until, bytes))
                    {
                        number[i++] = value;
                    }
                }

                return new BigInteger(number, isUnsigned: true);
        }

        BigInteger Clamp(BigInteger number) => BigInteger.Min(BigInteger.Max(number, 0), end - 1);
    }
}
