// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Verifier.Stark;

namespace PicoEngine.Verifier.Tests.Stark.LogUp;

/// <summary>Records what verifier code does to symbols, without any value, and runs it later: a circuit of the simplest kind.</summary>
internal sealed class StraightLineProgram : IVerifierContext<Symbol>
{
    private readonly List<Action<ValueContext, List<KoalaBearExtension5>>> _lines = [];
    private int _inputs;

    public Symbol Input()
    {
        _inputs++;
        return Append((_, _) => { });
    }

    public Symbol Append(char operation, int left, int right) => Append((_, values) => values.Add(operation switch
    {
        '+' => values[left] + values[right],
        '-' => values[left] - values[right],
        _ => values[left] * values[right],
    }));

    public Symbol Constant(KoalaBearExtension5 value) => Append((_, values) => values.Add(value));

    public void Observe(MessageKind kind, ReadOnlySpan<Symbol> elements)
    {
        var lines = elements.ToArray().Select(symbol => symbol.Line).ToArray();
        Append((context, values) =>
        {
            context.Observe(kind, lines.Select(line => values[line]).ToArray());
            values.Add(KoalaBearExtension5.Zero);
        });
    }

    public Symbol SampleExtension() => Append((context, values) => values.Add(context.SampleExtension()));

    public void RequireZero(Symbol value, Rejection otherwise) => Append((context, values) =>
    {
        context.RequireZero(values[value.Line], otherwise);
        values.Add(KoalaBearExtension5.Zero);
    });

    public void RequireNonZero(Symbol value, Rejection otherwise) => Append((context, values) =>
    {
        context.RequireNonZero(values[value.Line], otherwise);
        values.Add(KoalaBearExtension5.Zero);
    });

    /// <summary>The values of all lines; inputs are the first lines.</summary>
    public List<KoalaBearExtension5> Run(ValueContext context, IReadOnlyList<KoalaBearExtension5> inputs)
    {
        Assert(inputs.Count == _inputs);
        List<KoalaBearExtension5> values = [.. inputs];
        foreach (var line in _lines.Skip(_inputs))
        {
            line(context, values);
        }

        return values;
    }

    private static void Assert(bool holds) => Xunit.Assert.True(holds);

    private Symbol Append(Action<ValueContext, List<KoalaBearExtension5>> line)
    {
        _lines.Add(line);
        return new(this, _lines.Count - 1);
    }
}
