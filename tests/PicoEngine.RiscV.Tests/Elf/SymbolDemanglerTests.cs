// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using PicoEngine.RiscV.Elf;
using Xunit;

namespace PicoEngine.RiscV.Tests.Elf;

public sealed class SymbolDemanglerTests
{
    [Theory]
    [InlineData("_ZN4core3fmt9Formatter3pad17h0123456789abcdefE", "core::fmt::Formatter::pad")]
    [InlineData("_ZN71_$LT$Test$u20$$u2b$$u20$$u27$static$u20$as$u20$foo..Bar$LT$Test$GT$$GT$3bar17h930b740aa94f1d3aE",
        "<Test + 'static as foo::Bar<Test>>::bar")]
    [InlineData("_ZN3foo17h0123456789abcdegE", "foo::h0123456789abcdeg")]
    [InlineData("_ZN17h0123456789abcdefE", "h0123456789abcdef")]
    [InlineData("_ZN1a1bEsuffix", "a::b")]
    [InlineData("main", "main")]
    [InlineData("_Z3foov", "_Z3foov")]
    public void Demangle_reads_legacy_Rust_names_and_keeps_others(string name, string expected) =>
        Assert.Equal(expected, SymbolDemangler.Demangle(name));

    [Theory]
    [InlineData("")]
    [InlineData("_ZN")]
    [InlineData("_ZNE")]
    [InlineData("_ZN0E")]
    [InlineData("_ZN00000E")]
    [InlineData("_ZN1E")]
    [InlineData("_ZN3fooXE")]
    [InlineData("_ZN3foo")]
    [InlineData("_ZN4foo")]
    [InlineData("_ZN-1fooE")]
    [InlineData("_ZN99999999999999999999fooE")]
    [InlineData("_ZN2147483648fooE")]
    [InlineData("_ZN4294967299fooE")]
    [InlineData("_ZN\u0663fooE")]
    public void Demangle_returns_a_broken_name_as_it_is(string name) => Assert.Equal(name, SymbolDemangler.Demangle(name));

    [Theory]
    [InlineData("_ZN1$E", "$")]
    [InlineData("_ZN2_$E", "$")]
    [InlineData("_ZN4$SP$E", "@")]
    [InlineData("_ZN3$SPE", "$SP")]
    [InlineData("_ZN5$u2g$E", "$u2g$")]
    [InlineData("_ZN5.....E", "::::.")]
    [InlineData("_ZN9$SP$SP$.$E", "@SP$.$")]
    public void Demangle_keeps_broken_escapes(string name, string expected) => Assert.Equal(expected, SymbolDemangler.Demangle(name));

    [Fact]
    public void Demangle_of_long_hostile_names_takes_bounded_time()
    {
        string[] names =
        [
            "_ZN" + string.Concat(Enumerable.Repeat("1$", 500_000)) + "E",
            "_ZN1000000" + new string('$', 1_000_000) + "E",
            "_ZN1000000" + new string('.', 1_000_000) + "E",
            "_ZN" + new string('9', 1_000_000),
            "_ZN" + new string('0', 1_000_000),
        ];
        long started = Stopwatch.GetTimestamp();
        foreach (string name in names)
        {
            Assert.NotEmpty(SymbolDemangler.Demangle(name));
        }

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
    }
}
