// SPDX-License-Identifier: MIT OR Apache-2.0

using CsCheck;
using PicoEngine.Ethereum.Blocks;
using PicoEngine.Ethereum.Cryptography;
using PicoEngine.Ethereum.Rlp;
using Xunit;

namespace PicoEngine.Ethereum.Tests.Blocks;

public sealed class TransactionTests
{
    // EIP-155's example: signing hash, sender, signature.
    private const string Eip155 =
        "f86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83";

    private static readonly byte[] Address = new byte[20];
    private static readonly byte[] Word = [.. Enumerable.Repeat((byte)7, 32)];

    [Fact]
    public void TryDecode_example_of_EIP_155_gives_its_hash_and_sender()
    {
        Transaction transaction = Transaction.TryDecode(Convert.FromHexString(Eip155), EthereumFork.Paris)!;
        Assert.Equal("0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53", transaction.SigningHash.ToString());
        Assert.Equal("0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f", SenderOf(transaction));
    }

    [Fact]
    public void TryDecode_legacy_takes_the_values_of_v_that_exist()
    {
        Assert.NotNull(Legacy(27));
        Assert.True(Legacy(28)!.IsOdd);
        Assert.Equal(Legacy(27)!.SigningHash, Legacy(28)!.SigningHash);
        Assert.NotNull(Legacy(35));
        Assert.NotEqual(Legacy(27)!.SigningHash, Legacy(35)!.SigningHash);
        Assert.NotEqual(Legacy(37)!.SigningHash, Legacy(39)!.SigningHash);
        Assert.Equal(Legacy(37)!.SigningHash, Legacy(38)!.SigningHash);
        Assert.NotNull(Legacy(ulong.MaxValue));
        foreach (ulong v in (ulong[])[0, 1, 26, 29, 34])
        {
            Assert.Null(Legacy(v));
        }
    }

    [Fact]
    public void TryDecode_types_begin_with_their_forks()
    {
        Assert.NotNull(Transaction.TryDecode(Typed(1), EthereumFork.Paris));
        Assert.NotNull(Transaction.TryDecode(Typed(2), EthereumFork.Paris));
        Assert.Null(Transaction.TryDecode(Typed(3), EthereumFork.Shanghai));
        Assert.Equal([.. Word, .. Word], Transaction.TryDecode(Typed(3), EthereumFork.Cancun)!.BlobHashes.ToArray());
        Assert.Null(Transaction.TryDecode(Typed(4), EthereumFork.Cancun));
        Assert.NotNull(Transaction.TryDecode(Typed(4), EthereumFork.Prague));
        Assert.Null(Transaction.TryDecode(Typed(5), EthereumFork.Bpo2));
        Assert.Null(Transaction.TryDecode(Typed(0), EthereumFork.Bpo2));
        Assert.Null(Transaction.TryDecode(default, EthereumFork.Bpo2));
    }

    [Fact]
    public void TryDecode_typed_refuses_wrong_fields()
    {
        Assert.True(Transaction.TryDecode(Typed(2, parity: 1), EthereumFork.Osaka)!.IsOdd);
        Assert.Null(Transaction.TryDecode(Typed(2, parity: 2), EthereumFork.Osaka));
        Assert.NotNull(Transaction.TryDecode(Typed(2, to: []), EthereumFork.Osaka));
        Assert.Null(Transaction.TryDecode(Typed(3, to: []), EthereumFork.Osaka));
        Assert.Null(Transaction.TryDecode(Typed(4, to: []), EthereumFork.Osaka));
        Assert.Null(Transaction.TryDecode(Typed(2, to: new byte[19]), EthereumFork.Osaka));
        Assert.Null(Transaction.TryDecode((byte[])[.. Typed(2), 0], EthereumFork.Osaka));
    }

    [Fact]
    public void TryDecode_signing_hash_is_that_of_the_fields_before_the_signature()
    {
        byte[] fields = Fields(2, Address);
        Transaction transaction = Transaction.TryDecode(Typed(2), EthereumFork.Osaka)!;
        Assert.Equal(KeccakHash.Of([2, .. RlpEncoding.OfList(fields)]), transaction.SigningHash);
    }

    [Fact]
    public void TryDecode_changed_bytes_give_a_transaction_or_nothing()
    {
        byte[][] originals = [Convert.FromHexString(Eip155), Typed(1), Typed(2), Typed(3), Typed(4)];
        Gen.Select(Gen.Int[0, originals.Length - 1], Gen.Int[0, 400], Gen.Byte, Gen.Bool).Sample(
            (index, position, value, isCut) =>
            {
                byte[] changed = [.. originals[index]];
                position %= changed.Length;
                changed[position] = value;
                Transaction? transaction = Transaction.TryDecode(changed.AsMemory(0, isCut ? position : changed.Length), EthereumFork.Osaka);
                Assert.True(transaction is null || transaction.R.Length <= 32);
            },
            iter: 20_000,
            threads: 1);
    }

    private static Transaction? Legacy(ulong v) => Transaction.TryDecode(
        RlpEncoding.OfList(
        [
            .. Integers(0, 1, 21000), .. RlpEncoding.OfBytes(Address), .. Integers(0), .. RlpEncoding.OfBytes([]),
            .. Integers(v), .. RlpEncoding.OfBytes(Word), .. RlpEncoding.OfBytes(Word),
        ]),
        EthereumFork.Paris);

    private static byte[] Typed(byte type, ulong parity = 0, byte[]? to = null) =>
        [type, .. RlpEncoding.OfList([.. Fields(type, to ?? Address), .. Integers(parity), .. RlpEncoding.OfBytes(Word), .. RlpEncoding.OfBytes(Word)])];

    private static byte[] Fields(byte type, byte[] to)
    {
        byte[] accessList = RlpEncoding.OfList(RlpEncoding.OfList([.. RlpEncoding.OfBytes(Address), .. RlpEncoding.OfList([.. RlpEncoding.OfBytes(Word), .. RlpEncoding.OfBytes(Word)])]));
        List<byte> fields = [.. Integers(1, 0, 1), .. type == 1 ? [] : Integers(2)];
        fields.AddRange([.. Integers(21000), .. RlpEncoding.OfBytes(to), .. Integers(0), .. RlpEncoding.OfBytes([1, 2, 3]), .. accessList]);
        if (type == 3)
        {
            fields.AddRange([.. Integers(9), .. RlpEncoding.OfList([.. RlpEncoding.OfBytes(Word), .. RlpEncoding.OfBytes(Word)])]);
        }

        if (type == 4)
        {
            fields.AddRange(RlpEncoding.OfList(RlpEncoding.OfList(
                [.. Integers(1), .. RlpEncoding.OfBytes(Address), .. Integers(5, 1), .. RlpEncoding.OfBytes(Word), .. RlpEncoding.OfBytes(Word)])));
        }

        return [.. fields];
    }

    private static byte[] Integers(params ulong[] values) => [.. values.SelectMany(value => RlpEncoding.OfInteger(value))];

    private static string SenderOf(Transaction transaction)
    {
        byte[] key = new byte[Secp256k1Recovery.KeySize];
        Assert.True(Secp256k1Recovery.TryRecover(transaction.SigningHash.Bytes, transaction.R.Span, transaction.S.Span, transaction.IsOdd, key));
        return "0x" + Convert.ToHexStringLower(KeccakHash.Of(key.AsSpan(1)).Bytes[12..]);
    }
}
