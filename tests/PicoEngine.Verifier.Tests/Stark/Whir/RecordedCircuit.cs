// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Verifier.Stark;

namespace PicoEngine.Verifier.Tests.Stark.Whir;

/// <summary>
/// The verifier run on symbols: every operation becomes a step of a straight-line program, made once from the parameters, that can then be run on any
/// proof. Words and elements are both cells, as in the recursion machine.
/// </summary>
internal sealed class RecordedCircuit :
    IShardContext<RecordedCircuit.Cell, RecordedCircuit.Cell, RecordedCircuit.DigestCell, RecordedCircuit.PositionCell>,
    IProofReader<RecordedCircuit.Cell, RecordedCircuit.Cell, RecordedCircuit.DigestCell>
{
    private readonly List<Action<Memory>> _steps = [];
    private int _cells;
    private int _digests;
    private int _positions;

    public int StepCount => _steps.Count;

    /// <summary>Runs the program on the words of a proof.</summary>
    public Rejection? Evaluate(DuplexChallenger challenger, uint[] words)
    {
        var memory = new Memory(
            new KoalaBearExtension5[_cells], new Digest[_digests], new int[_positions], new ValueContext(challenger), new ProofWordReader(words));
        _steps.ForEach(step => step(memory));
        return memory.Reader.Finish() ?? memory.Context.Rejection;
    }

    public Cell Constant(KoalaBearExtension5 value) => NewCell(_ => value);

    public DigestCell Constant(Digest value) => NewDigest(_ => value);

    public Cell ReadWord() => NewCell(memory => memory.Reader.ReadWord());

    public Cell ReadElement() => NewCell(memory => memory.Reader.ReadElement());

    public DigestCell ReadDigest() => NewDigest(memory => memory.Reader.ReadDigest());

    public void Observe(MessageKind kind, ReadOnlySpan<Cell> elements)
    {
        var cells = elements.ToArray();
        _steps.Add(memory => memory.Context.Observe(kind, memory.Elements(cells)));
    }

    public void ObserveWords(MessageKind kind, ReadOnlySpan<Cell> words)
    {
        var cells = words.ToArray();
        _steps.Add(memory => memory.Context.ObserveWords(kind, memory.Words(cells)));
    }

    public Cell Lift(Cell word) => word;

    /// <summary>A step that stands for a circuit of its own: any function of elements.</summary>
    public Cell Apply(Func<KoalaBearExtension5[], KoalaBearExtension5> function, Cell[] arguments) =>
        NewCell(memory => function(memory.Elements(arguments)));

    public Cell SampleExtension() => NewCell(memory => memory.Context.SampleExtension());

    public void RequireZero(Cell value, Rejection otherwise) => _steps.Add(memory => memory.Context.RequireZero(memory.Cells[value.Id], otherwise));

    public void RequireNonZero(Cell value, Rejection otherwise) => _steps.Add(memory => memory.Context.RequireNonZero(memory.Cells[value.Id], otherwise));

    public Cell Multiply(Cell value, KoalaBear factor) => NewCell(memory => memory.Cells[value.Id] * factor);

    public Cell WeightedSum(ReadOnlySpan<Cell> words, ReadOnlySpan<Cell> weights)
    {
        var (left, right) = (words.ToArray(), weights.ToArray());
        return NewCell(memory => memory.Context.WeightedSum(memory.Words(left), memory.Elements(right)));
    }

    public Cell Power(KoalaBear generator, PositionCell position) => NewCell(memory => memory.Context.Power(generator, memory.Positions[position.Id]));

    public Cell Multiplex(PositionCell position, int bit, Cell whenClear, Cell whenSet) =>
        NewCell(memory => memory.Context.Multiplex(memory.Positions[position.Id], bit, memory.Cells[whenClear.Id], memory.Cells[whenSet.Id]));

    public DigestCell HashWordLeaf(ReadOnlySpan<Cell> words)
    {
        var cells = words.ToArray();
        return NewDigest(memory => memory.Context.HashWordLeaf(memory.Words(cells)));
    }

    public DigestCell HashElementLeaf(ReadOnlySpan<Cell> elements)
    {
        var cells = elements.ToArray();
        return NewDigest(memory => memory.Context.HashElementLeaf(memory.Elements(cells)));
    }

    public DigestCell Compress(PositionCell position, int bit, DigestCell node, DigestCell sibling) =>
        NewDigest(memory => memory.Context.Compress(memory.Positions[position.Id], bit, memory.Digests[node.Id], memory.Digests[sibling.Id]));

    public DigestCell CapNode(ReadOnlySpan<DigestCell> cap, PositionCell position, int firstBit)
    {
        var nodes = cap.ToArray();
        return NewDigest(memory => memory.Context.CapNode(memory.Nodes(nodes), memory.Positions[position.Id], firstBit));
    }

    public void RequireEqual(DigestCell left, DigestCell right, Rejection otherwise) =>
        _steps.Add(memory => memory.Context.RequireEqual(memory.Digests[left.Id], memory.Digests[right.Id], otherwise));

    public void ObserveCap(MessageKind kind, ReadOnlySpan<DigestCell> cap)
    {
        var nodes = cap.ToArray();
        _steps.Add(memory => memory.Context.ObserveCap(kind, memory.Nodes(nodes)));
    }

    public void RequireProofOfWork(int bits, Cell nonce, Rejection otherwise) =>
        _steps.Add(memory => memory.Context.RequireProofOfWork(bits, memory.Cells[nonce.Id][0], otherwise));

    public void SamplePositions(Span<PositionCell> positions, int bits)
    {
        var (first, count) = (_positions, positions.Length);
        for (var i = 0; i < count; i++)
        {
            positions[i] = new(_positions++);
        }

        _steps.Add(memory => memory.Context.SamplePositions(memory.Positions.AsSpan(first, count), bits));
    }

    private Cell NewCell(Func<Memory, KoalaBearExtension5> value)
    {
        var id = _cells++;
        _steps.Add(memory => memory.Cells[id] = value(memory));
        return new Cell(this, id);
    }

    private DigestCell NewDigest(Func<Memory, Digest> value)
    {
        var id = _digests++;
        _steps.Add(memory => memory.Digests[id] = value(memory));
        return new DigestCell(id);
    }

    /// <summary>A symbol for an element or a word. It has no value, so nothing can branch on one.</summary>
    internal readonly record struct Cell(RecordedCircuit Circuit, int Id) :
        IAdditionOperators<Cell, Cell, Cell>, ISubtractionOperators<Cell, Cell, Cell>, IMultiplyOperators<Cell, Cell, Cell>
    {
        public static Cell operator +(Cell left, Cell right) => left.Circuit.NewCell(memory => memory.Cells[left.Id] + memory.Cells[right.Id]);

        public static Cell operator -(Cell left, Cell right) => left.Circuit.NewCell(memory => memory.Cells[left.Id] - memory.Cells[right.Id]);

        public static Cell operator *(Cell left, Cell right) => left.Circuit.NewCell(memory => memory.Cells[left.Id] * memory.Cells[right.Id]);
    }

    internal readonly record struct DigestCell(int Id);

    internal readonly record struct PositionCell(int Id);

    /// <summary>The values of one run.</summary>
    private sealed record Memory(KoalaBearExtension5[] Cells, Digest[] Digests, int[] Positions, ValueContext Context, ProofWordReader Reader)
    {
        public KoalaBearExtension5[] Elements(Cell[] cells) => Array.ConvertAll(cells, cell => Cells[cell.Id]);

        public KoalaBear[] Words(Cell[] cells) => Array.ConvertAll(cells, cell => Cells[cell.Id][0]);

        public Digest[] Nodes(DigestCell[] cells) => Array.ConvertAll(cells, cell => Digests[cell.Id]);
    }
}
