// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Poseidon2;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Verifier.Stark;
using Xunit;

namespace PicoEngine.Verifier.Tests.Stark;

public sealed class ValueContextTests
{
    private static readonly Rejection First = new(RejectionReason.GkrLayer, 7);
    private static readonly Rejection Second = new(RejectionReason.FractionalSum);

    [Fact]
    public void Rejection_all_requirements_hold_is_null()
    {
        var context = Create();
        context.RequireZero(KoalaBearExtension5.Zero, First);
        context.RequireNonZero(KoalaBearExtension5.Root, Second);
        Assert.Null(context.Rejection);
    }

    [Fact]
    public void Rejection_two_requirements_fail_is_the_first()
    {
        var context = Create();
        context.RequireZero(KoalaBearExtension5.Root, First);
        context.RequireNonZero(KoalaBearExtension5.Zero, Second);
        Assert.Equal(First, context.Rejection);
    }

    [Fact]
    public void RequireNonZero_zero_is_refused()
    {
        var context = Create();
        context.RequireNonZero(KoalaBearExtension5.Zero, Second);
        Assert.Equal(Second, context.Rejection);
    }

    [Fact]
    public void Observe_and_SampleExtension_go_to_the_transcript()
    {
        var context = Create();
        context.Observe(MessageKind.GkrClaims, [KoalaBearExtension5.Root]);
        var expected = Create().Challenger;
        expected.Observe(MessageKind.GkrClaims, [KoalaBearExtension5.Root]);
        Assert.Equal(expected.SampleExtension(), context.SampleExtension());
    }

    private static ValueContext Create() => new(new DuplexChallenger(new Sponge(Poseidon2Permutation.Width24), default));
}
