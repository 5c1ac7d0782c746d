// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Tests.Precompiles.Curves;
using PicoEngine.Chips.Tests.Precompiles.Deletion;
using PicoEngine.Chips.Tests.Precompiles.Fields;
using PicoEngine.Chips.Tests.Precompiles.Keccak;
using PicoEngine.Chips.Tests.Precompiles.Poseidon2;
using PicoEngine.Chips.Tests.Precompiles.Uint256;
using Xunit;

namespace PicoEngine.Chips.Tests.Precompiles.KnownBugs;

/// <summary>Published bugs of precompiles, their sources, and the test that tries each on our tables.</summary>
public sealed class KnownBugIndexTests
{
    /// <summary>Bug, source, class and method of the test.</summary>
    private static readonly (string Bug, string Source, Type Tests, string Method)[] Index =
    [
        ("selectors of a secondary table that nothing ties to the operation", "Pico's audit, H-1; SP1 v4 audit, 5", typeof(FieldForgeryTests), nameof(FieldForgeryTests.Other_flags_are_refused)),
        ("the same, several calls of one table", "Pico's audit, H-1", typeof(Uint256ForgeryTests), nameof(Uint256ForgeryTests.Flags_of_other_calls_are_refused)),
        ("a check of canonical words that is commented out", "Pico's audit, H-2", typeof(KnownPrecompileBugTests), nameof(KnownPrecompileBugTests.Word_that_is_an_element_plus_p_is_stopped_by_one_rule)),
        ("limbs that are checked but never put together", "Pico's audit, H-3; Code4rena on SP1, H-01", typeof(Poseidon2PermuteTests), nameof(Poseidon2PermuteTests.Input_word_that_is_no_element_has_no_row)),
        ("operand limbs without a range", "Pico's audit, H-8", typeof(DeletedFieldRuleTests), nameof(DeletedFieldRuleTests.Table_without_a_rule_accepts_a_forged_row)),
        ("x = p for x = 0 with sign 1", "Pico's audit, M-2", typeof(KnownPrecompileBugTests), nameof(KnownPrecompileBugTests.Zero_with_a_sign_is_no_coordinate)),
        ("a x left out of a decompression", "Pico v1.3.0, weierstrass_decompress", typeof(KnownPrecompileBugTests), nameof(KnownPrecompileBugTests.Root_on_the_curve_without_its_linear_term_is_refused)),
        ("any result for the double of (0, 0)", "Pico v1.3.0, weierstrass_double", typeof(CurveForgeryTests), nameof(CurveForgeryTests.Double_of_the_origin_has_no_row)),
        ("any result for equal points", "0/0 in field operations, SP1's and Pico's", typeof(CurveForgeryTests), nameof(CurveForgeryTests.Sum_of_equal_points_has_no_row)),
        ("coordinates not below the modulus", "Pico v1.3.0, all curves", typeof(CurveForgeryTests), nameof(CurveForgeryTests.Coordinate_that_is_not_below_the_modulus_is_refused)),
        ("no decompression could be proved", "Pico, pull request 107", typeof(CurveRowTests), nameof(CurveRowTests.Rows_of_decompression_hold_for_every_number_that_has_a_point)),
        ("field operations on operands not below the modulus cannot be proved", "Pico v1.3.0, fp", typeof(FieldOperationTests), nameof(FieldOperationTests.Rows_hold_for_all_pairs_of_edge_numbers)),
        ("a quotient that does not fit its columns", "Pico v1.3.0, uint256", typeof(Uint256Tests), nameof(Uint256Tests.Products_hold_for_edge_numbers_and_moduli)),
        ("addresses of a slice modulo p", "Cantina on SP1, 3.1.3", typeof(KnownPrecompileBugTests), nameof(KnownPrecompileBugTests.Register_that_is_an_address_modulo_p_is_refused)),
        ("equal pointers cannot be proved", "Cantina on SP1, 3.1.4", typeof(KnownPrecompileBugTests), nameof(KnownPrecompileBugTests.Calls_whose_operands_overlap_are_provable)),
        ("a result of UINT256_MUL that is not reduced", "Cantina on SP1, 3.1.6", typeof(Uint256ForgeryTests), nameof(Uint256ForgeryTests.Result_that_is_not_reduced_is_refused)),
        ("another modulus taken for 2^256", "Cantina on SP1, 3.1.6", typeof(KnownPrecompileBugTests), nameof(KnownPrecompileBugTests.Division_by_two_to_the_256_instead_of_a_modulus_is_stopped_by_one_rule)),
        ("a division by zero with any quotient", "SP1, Kalos 8", typeof(Uint256ForgeryTests), nameof(Uint256ForgeryTests.Modulus_of_zero_that_is_divided_by_is_refused)),
        ("a comparison that another limb decides", "Cantina on OpenVM, 3.1.6", typeof(DeletedFieldRuleTests), nameof(DeletedFieldRuleTests.Table_without_a_rule_accepts_a_forged_row)),
        ("a hint that nothing binds", "zkSecurity on OpenVM, 26", typeof(KnownPrecompileBugTests), nameof(KnownPrecompileBugTests.Slope_of_another_line_is_refused)),
        ("carries by inverse scaling", "Ceno, issue 1345", typeof(KnownPrecompileBugTests), nameof(KnownPrecompileBugTests.Result_that_is_off_by_a_multiple_of_p_is_refused)),
        ("padding rows that send", "SP1 v4 audit, 4; Cantina on OpenVM, 3.1.9 and 3.1.15", typeof(KeccakMutationTests), nameof(KeccakMutationTests.Padding_stays_silent_unless_it_is_a_row)),
        ("flags that change within a block", "SP1, Kalos 1; Cantina on OpenVM, 3.1.4", typeof(KeccakAttackTests), nameof(KeccakAttackTests.Row_of_another_permutation_is_refused)),
        ("a sponge that does not begin with zeros", "SP1, V-SP1-VUL-002", typeof(KeccakAttackTests), nameof(KeccakAttackTests.First_block_begins_with_zeros)),
        ("a last block that is left out or doubled", "Cantina on OpenVM, 3.1.4", typeof(KeccakAttackTests), nameof(KeccakAttackTests.Last_block_cannot_be_left_out)),
        ("a step behind the last one", "Code4rena and others: is_first, is_last", typeof(KeccakAttackTests), nameof(KeccakAttackTests.Theta_behind_the_last_round_is_refused)),
        ("a call carried out twice", "SP1, RISC Zero: one row per event", typeof(KeccakAttackTests), nameof(KeccakAttackTests.Call_cannot_be_carried_out_twice)),
    ];

    [Fact]
    public void Every_known_bug_has_a_test()
    {
        Assert.All(Index, entry =>
        {
            var method = entry.Tests.GetMethod(entry.Method);
            Assert.True(method is not null && method.GetCustomAttributes(typeof(FactAttribute), inherit: true).Length == 1, $"{entry.Bug}: {entry.Method}");
            Assert.NotEmpty(entry.Source);
        });
        Assert.Equal(Index.Length, Index.Select(entry => entry.Bug).Distinct().Count());
    }
}
