// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Chips.Tests.Runs;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Fields;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Precompiles.Keccak;

/// <summary>Rows of two permutations and of a hash of three blocks, forged; for each who stops it, and nobody else.</summary>
public sealed class KeccakAttackTests
{
    private const string Permute = "keccak_permute";
    private const string Sponge = "keccak_sponge";
    private const string Digest = "keccak_digest";
    private const string Round = "keccak_round";

    // Rows of the first permutation, of the second one, and of the blocks.
    private const int Second = 6;
    private const int Blocks = 12;

    // 28 bytes in the last block: it ends with a whole word. The second message ends within one.
    private const int Length = 300;
    private const int OddLength = 138;

    [Fact]
    public void Findings_of_honest_rows_are_none() => AssertFound(Rows());

    [Fact]
    public void Rows_of_two_calls_cannot_be_exchanged()
    {
        var rows = Rows();
        (rows[Round][2][Time(Round)], rows[Round][Second + 2][Time(Round)]) = (rows[Round][Second + 2][Time(Round)], rows[Round][2][Time(Round)]);
        AssertFound(rows, "keccak_state");
    }

    [Fact]
    public void Row_cannot_be_left_out()
    {
        var rows = Rows();
        rows[Round].RemoveAt(3);
        AssertFound(rows, "keccak_state");
    }

    [Fact]
    public void Row_cannot_be_there_twice()
    {
        var rows = Rows();
        rows[Round].Add([.. rows[Round][3]]);
        AssertFound(rows, "keccak_state");
    }

    [Fact]
    public void Rounds_of_another_call_are_refused()
    {
        // All of them, under the timestamp of the first call.
        var rows = Rows();
        for (var row = 0; row < Second; row++)
        {
            rows[Round][row] = [.. rows[Round][Second + row]];
            rows[Round][row][Time(Round)] = rows[Permute][0][Time(Permute)];
        }

        AssertFound(rows, "keccak_state");
    }

    [Fact]
    public void Call_cannot_be_carried_out_twice()
    {
        var rows = Rows();
        rows[Permute].Add([.. rows[Permute][0]]);
        rows[Round].AddRange([.. rows[Round][..Second].Select(row => (KoalaBear[])[.. row])]);
        AssertFound(rows, "call", "memory");
    }

    [Fact]
    public void Forged_rotation_is_no_entry()
    {
        // A cell that only goes to the next row: another chunk with one digit more or less.
        var rows = Rows();
        Flip(rows, Round, 1, "b_3[20]", 5);
        AssertFound(rows, "Lookup keccak_rotate_3", "keccak_state");
    }

    [Fact]
    public void Forged_parity_is_no_entry()
    {
        var rows = Rows();
        Flip(rows, Round, 1, "p_1[12]", 3);
        AssertFound(rows, "Lookup keccak_even", "Lookup keccak_xor");
    }

    [Fact]
    public void Forged_effect_of_theta_is_no_entry()
    {
        var rows = Rows();
        Flip(rows, Round, 4, "d_2[39]", 0);
        AssertFound(rows, "Lookup keccak_chi", "Lookup keccak_even", "Lookup keccak_xor");
    }

    [Fact]
    public void Forged_chi_is_no_entry()
    {
        var rows = Rows();
        Flip(rows, Round, 0, "y_0[77]", 6);
        Assert.Contains("Lookup keccak_chi", rows.Findings());
    }

    [Fact]
    public void Chunk_that_is_none_is_no_entry()
    {
        // A digit that is 2 more. Neither chi (a digit 0 becomes 4) nor the parity always sees it: the rotation does.
        List<IReadOnlyList<string>> findings = [];
        for (var chunk = 8; chunk < 24; chunk++)
        {
            var rows = Rows();
            rows.Add(Round, 0, $"y_0[{chunk}]", 2L << (3 * (chunk % 8)));
            findings.Add(rows.Findings());
            Assert.NotEmpty(findings[^1]);
        }

        Assert.Contains(findings, found => found.Count == 1 && found[0].StartsWith("Lookup keccak_rotate", StringComparison.Ordinal));
    }

    [Fact]
    public void Forged_round_constant_is_no_entry()
    {
        var rows = Rows();
        Flip(rows, Round, 2, "z_3[0]", 0);
        AssertFound(rows, "Lookup keccak_even", "Lookup keccak_xor", "keccak_state");
    }

    [Fact]
    public void Rounds_in_another_place_have_other_constants()
    {
        // Row 1 as row 2 and back, with the numbers but without the states.
        var rows = Rows();
        rows.Put(Round, 1, "is_row[1]", 0).Put(Round, 1, "is_row[2]", 1).Put(Round, 2, "is_row[2]", 0).Put(Round, 2, "is_row[1]", 1);
        AssertFound(rows, "Lookup keccak_xor", "keccak_state");
    }

    [Fact]
    public void Theta_behind_the_last_round_is_refused()
    {
        // The last row, claiming to be one in the middle, would have to do theta: its parities are not those of the state.
        var rows = Rows();
        rows.Put(Round, 5, "is_row[5]", 0).Put(Round, 5, "is_row[4]", 1);
        Assert.Contains("Lookup keccak_even", rows.Findings());

        // A row in the middle that claims to be the last has parities that are not zero.
        rows = Rows();
        rows.Put(Round, 4, "is_row[4]", 0).Put(Round, 4, "is_row[5]", 1);
        AssertFound(rows, "Constraint keccak_round", "Lookup keccak_xor", "keccak_state");
    }

    [Fact]
    public void Row_cannot_be_two()
    {
        var rows = Rows();
        rows.Put(Round, 2, "is_row[3]", 1);
        Assert.Contains("Constraint keccak_round", rows.Findings());
    }

    [Theory]
    [InlineData("block")]
    [InlineData("ts")]
    public void Row_of_another_permutation_is_refused(string column)
    {
        var rows = Rows();
        rows.Add(Round, 3, column, 1);
        AssertFound(rows, "keccak_state");
    }

    [Fact]
    public void Forged_limb_is_no_entry()
    {
        var rows = Rows();
        rows.Add(Permute, 1, "a[13]", 1);
        AssertFound(rows, "Lookup keccak_limb", "memory");
    }

    [Fact]
    public void Forged_result_is_another_state()
    {
        // With the right digits.
        var rows = Rows();
        FlipLimb(rows, Permute, 1, "a", 13, 0);
        AssertFound(rows, "keccak_state", "memory");
    }

    [Fact]
    public void Length_cannot_change_between_blocks()
    {
        var rows = Rows();
        rows.Add(Sponge, 1, "rest", 1);
        AssertFound(rows, "keccak_blocks");

        // The last block asks for its bytes, too.
        rows = Rows();
        rows.Add(Sponge, 1, "rest", 1).Add(Sponge, 2, "rest", 1);
        AssertFound(rows, "Constraint keccak_sponge", "keccak_blocks");
    }

    [Fact]
    public void Block_has_its_number()
    {
        var rows = Rows();
        rows.Add(Sponge, 1, "block", 1);
        AssertFound(rows, "keccak_blocks", "keccak_state", "memory");

        // In the first block it is 0.
        rows = Rows();
        rows.Add(Sponge, 0, "block", 1);
        AssertFound(rows, "Constraint keccak_sponge", "keccak_blocks", "keccak_state", "memory");
    }

    [Fact]
    public void Last_block_cannot_be_left_out()
    {
        var rows = Rows();
        rows[Sponge].RemoveAt(2);
        AssertFound(rows, "keccak_blocks", "keccak_digest", "keccak_state", "memory");

        // The digest of the state behind the block before, and no rounds of the last one.
        rows = Rows();
        PutState(rows);
        rows[Sponge].RemoveAt(2);
        rows[Round].RemoveRange(Blocks + 12, 6);
        rows.Put(Digest, 0, "block", 1);
        Assert.Equal(["keccak_blocks", "keccak_digest", "memory"], rows.Findings());
    }

    [Fact]
    public void Block_in_the_middle_cannot_end_the_message()
    {
        var rows = Rows();
        rows.Put(Sponge, 1, "is_last", 1).Put(Sponge, 1, "is_whole[33]", 0).Put(Sponge, 1, "is_tail[0]", 1);
        Assert.Contains("Constraint keccak_sponge", rows.Findings());
    }

    [Fact]
    public void Message_cannot_go_on_behind_its_end()
    {
        // The last block as one that goes on: the bytes behind it are less than none, and no block takes that.
        var rows = Rows();
        rows.Put(Sponge, 2, "is_last", 0).Put(Sponge, 2, "is_tail[0]", 0);
        for (var word = 7; word < 34; word++)
        {
            rows.Put(Sponge, 2, $"is_whole[{word}]", 1);
        }

        Assert.Contains("keccak_blocks", rows.Findings());
        rows[Sponge].Add([.. rows[Sponge][2]]);
        rows.Put(Sponge, rows[Sponge].Count - 1, "rest", 28 - 136).Add(Sponge, rows[Sponge].Count - 1, "block", 1);
        Assert.Contains("Lookup range16", rows.Findings());
    }

    [Theory]
    [InlineData(14)] // the byte 1 behind the message
    [InlineData(20)] // a zero
    [InlineData(67)] // the last bit
    public void Forged_padding_is_refused(int limb)
    {
        // With the right digits, and with what theta makes of it still that of the honest state.
        var rows = Rows();
        FlipLimb(rows, Sponge, 2, "m", limb, limb == 67 ? 15 : 0);
        AssertFound(rows, "Constraint keccak_sponge", "Lookup keccak_even");
    }

    [Fact]
    public void Bytes_behind_the_message_do_not_enter_it()
    {
        // Bytes 2 and 3 of the last word of 138 bytes. They are read, and that is all.
        var rows = Rows();
        rows.Add(Sponge, 4, "tail_byte[3]", 1);
        AssertFound(rows, "memory");
        rows = Rows();
        rows.Add(Sponge, 4, "tail[1]", 256);
        Assert.Equal(["Constraint keccak_sponge"], rows.Findings());

        // One more byte, or one less.
        rows = Rows();
        rows.Put(Sponge, 4, "is_tail[2]", 0).Put(Sponge, 4, "is_tail[3]", 1);
        Assert.Equal(["Constraint keccak_sponge"], rows.Findings());
    }

    [Fact]
    public void First_block_begins_with_zeros()
    {
        var rows = Rows();
        Flip(rows, Sponge, 0, "a_prev[160]", 2);
        AssertFound(rows, "Constraint keccak_sponge", "Lookup keccak_pair");
    }

    [Fact]
    public void Later_block_begins_with_the_state_before()
    {
        var rows = Rows();
        Flip(rows, Sponge, 1, "a_prev[160]", 2);
        AssertFound(rows, "Lookup keccak_pair", "keccak_state");
    }

    [Fact]
    public void Forged_digest_is_another_state()
    {
        var rows = Rows();
        FlipLimb(rows, Digest, 0, "h", 3, 2);
        AssertFound(rows, "keccak_state", "memory");
        rows = Rows();
        rows.Add(Digest, 0, "q", 4);
        AssertFound(rows, "keccak_digest", "memory");
    }

    [Fact]
    public void Digest_of_an_earlier_block_is_refused()
    {
        var rows = Rows();
        rows.Put(Digest, 0, "block", 1);
        AssertFound(rows, "keccak_digest", "keccak_state");
    }

    private static KeccakRows Rows()
    {
        const uint Data = 0x0030_0000;
        const uint Descriptor = 0x0031_0000;
        CodeBuilder code = new();
        for (var i = 0; i < 2; i++)
        {
            KeccakPrograms.Store(code, Data, KeccakPrograms.RandomState(i));
            code.Li(A0, Data).Li(A1, 0).Li(T0, (uint)SyscallCode.KeccakPermute).Ecall();
        }

        foreach (var length in (int[])[Length, OddLength])
        {
            KeccakPrograms.Store(code, Data, [.. KeccakPrograms.RandomState(2), .. KeccakPrograms.RandomState(3)]);
            code.Li(T1, Descriptor).Li(T2, (uint)length).Sw(T2, 0, T1);
            code.Li(A0, Data).Li(A1, Descriptor).Li(T0, (uint)SyscallCode.Keccak256).Ecall();
        }

        using var program = SystemPrograms.Load(SystemPrograms.End(code));
        return new KeccakRows(program);
    }

    /// <summary>Lets the digest be that of the state that the third block began with.</summary>
    private static void PutState(KeccakRows rows)
    {
        for (var chunk = 0; chunk < 200; chunk++)
        {
            var value = rows[Sponge][2][KeccakRows.Column(Sponge, $"a_prev[{chunk}]")].ToCanonical();
            if (chunk >= 32)
            {
                rows.Put(Digest, 0, $"a[{chunk - 32}]", value);
                continue;
            }

            for (var digit = 0; digit < 8; digit++)
            {
                var (limb, bit) = ((4 * (chunk / 8)) + (digit / 2), (8 * (digit % 2)) + (chunk % 8));
                var limbValue = rows[Digest][0][KeccakRows.Column(Digest, $"h[{limb}]")].ToCanonical();
                if ((limbValue >> bit & 1) != (value >> (3 * digit) & 1))
                {
                    FlipLimb(rows, Digest, 0, "h", limb, bit);
                }
            }
        }
    }

    private static int Time(string table) => KeccakRows.Column(table, "ts");

    /// <summary>Changes a digit of a chunk from 0 to 1 or back.</summary>
    private static void Flip(KeccakRows rows, string table, int row, string column, int digit)
    {
        var chunk = rows[table][row][KeccakRows.Column(table, column)].ToCanonical();
        rows.Put(table, row, column, chunk ^ (1u << (3 * digit)));
    }

    /// <summary>Changes a bit of a limb, and the digits that belong to it.</summary>
    private static void FlipLimb(KeccakRows rows, string table, int row, string words, int limb, int bit)
    {
        var value = rows[table][row][KeccakRows.Column(table, $"{words}[{limb}]")].ToCanonical();
        rows.Put(table, row, $"{words}[{limb}]", value ^ (1u << bit));
        var (group, place) = (bit % 8 / 3, bit % 8 % 3);
        var digits = $"{words}_groups[{(3 * limb) + group}]";
        var pair = rows[table][row][KeccakRows.Column(table, digits)].ToCanonical();
        rows.Put(table, row, digits, pair ^ (bit < 8 ? 1u : 8u) << place);
        if (place > 0)
        {
            // Chunks 7, 5, 4, 2, 1 of a lane have cells.
            Flip(rows, table, row, $"{words}_chunks[{(5 * (limb / 4)) + Array.IndexOf([7, 5, 4, 2, 1], bit % 8)}]", (2 * (limb % 4)) + (bit / 8));
        }
    }

    private static void AssertFound(KeccakRows rows, params string[] findings) => Assert.Equal(findings.Order(StringComparer.Ordinal), rows.Findings());
}
