// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;
using PicoEngine.Fields;

namespace PicoEngine.Air.Programs;

/// <summary>Evaluates a definition on one real row by running it, without compiling anything: the backend that all others can be compared with.</summary>
/// <remarks>
/// On real rows s is 1, so messages keep their constants. Points beyond the rows, where s is another value, need the compiled
/// <see cref="ConstraintProgram"/>. Not thread-safe.
/// </remarks>
/// <typeparam name="TField">The field of the values.</typeparam>
public sealed class RowEvaluator<TField> : IAirBuilder<FieldExpression<TField>>
    where TField : struct, IField<TField>
{
    private readonly IRowConsumer<TField> _consumer;
    private readonly TField[] _message;
    private TField[] _row = [];
    private KoalaBear[] _publicValues = [];

    /// <summary>An evaluator that reports to <paramref name="consumer"/>.</summary>
    /// <param name="consumer">Hears constraints and interactions.</param>
    /// <param name="maximumMessageLength">The longest message that tables send.</param>
    public RowEvaluator(IRowConsumer<TField> consumer, int maximumMessageLength)
    {
        ArgumentNullException.ThrowIfNull(consumer);
        ArgumentOutOfRangeException.ThrowIfNegative(maximumMessageLength);
        _consumer = consumer;
        _message = new TField[maximumMessageLength];
    }

    /// <inheritdoc/>
    public FieldExpression<TField> this[Column column] => new(_row[column.Index]);

    /// <inheritdoc/>
    public FieldExpression<TField> this[PublicValue value] => _publicValues[value.Index];

    /// <summary>Evaluates a table on a row.</summary>
    /// <param name="table">The definition.</param>
    /// <param name="row">One value per column.</param>
    /// <param name="publicValues">The public values of the shard.</param>
    /// <exception cref="ArgumentException">The row has another length than the table has columns.</exception>
    public void Evaluate(IAirTable table, TField[] row, KoalaBear[] publicValues)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(publicValues);
        if (row.Length != table.Columns.Width)
        {
            throw new ArgumentException($"Table {table.Name} has {table.Columns.Width} columns, the row {row.Length}.", nameof(row));
        }

        (_row, _publicValues) = (row, publicValues);
        table.Define(this);
    }

    /// <summary>Evaluates the interactions of the public values.</summary>
    public void Evaluate(IPublicInteractions interactions, KoalaBear[] publicValues)
    {
        ArgumentNullException.ThrowIfNull(interactions);
        ArgumentNullException.ThrowIfNull(publicValues);
        (_row, _publicValues) = ([], publicValues);
        interactions.Define(this);
    }

    /// <inheritdoc/>
    public void AssertZero(FieldExpression<TField> expression) => _consumer.Constraint(expression.Value);

    /// <inheritdoc/>
    public void Send(Bus bus, ReadOnlySpan<FieldExpression<TField>> message, FieldExpression<TField> multiplicity)
    {
        for (var i = 0; i < message.Length; i++)
        {
            _message[i] = message[i].Value;
        }

        _consumer.Interaction(bus, _message.AsSpan(0, message.Length), multiplicity.Value);
    }
}
