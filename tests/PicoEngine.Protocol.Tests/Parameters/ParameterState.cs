// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Protocol.Tests.Parameters;

/// <summary>The stored properties of <see cref="SystemParameters"/>, found by reflection, and copies in which one of them differs.</summary>
internal static class ParameterState
{
    /// <summary>Every property that holds state, whether the tests know it or not.</summary>
    public static IReadOnlyList<PropertyInfo> Properties { get; } =
    [
        .. typeof(SystemParameters).GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(property => typeof(SystemParameters).GetField($"<{property.Name}>k__BackingField", BindingFlags.NonPublic | BindingFlags.Instance) is not null),
    ];

    /// <summary>Fields that are not behind one of the properties: there should be none.</summary>
    public static IReadOnlyList<FieldInfo> OtherFields { get; } =
    [
        .. typeof(SystemParameters).GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(field => !field.IsDefined(typeof(CompilerGeneratedAttribute))),
    ];

    /// <summary>
    /// Every valid copy in which exactly one number of the property differs, by one up or down or half way to a neighbour. A property whose
    /// change needs another to follow (the piece is the smallest block) takes the other along.
    /// </summary>
    public static IReadOnlyList<SystemParameters> Variants(SystemParameters original, string property)
    {
        List<SystemParameters> variants = [];
        var value = typeof(SystemParameters).GetProperty(property)!.GetValue(original);
        IEnumerable<object> changes = value switch
        {
            int number => [number + 1, number - 1],
            ImmutableArray<int> numbers => numbers.SelectMany((number, i) => new object[] { numbers.SetItem(i, number + 1), numbers.SetItem(i, number - 1) }),
            string name => [name + "-OTHER"],
            _ => throw new InvalidOperationException($"{property} has a type that the test does not know."),
        };
        foreach (var change in changes)
        {
            Dictionary<string, object> replaced = new(StringComparer.OrdinalIgnoreCase) { [property] = change };
            if (property == nameof(SystemParameters.LogPieceHeight))
            {
                replaced[nameof(SystemParameters.LogBlockHeights)] = original.LogBlockHeights.SetItem(original.LogBlockHeights.Length - 1, (int)change);
            }

            if (TryCreate(original, replaced) is { } variant)
            {
                variants.Add(variant);
            }
        }

        return variants;
    }

    /// <summary>A copy with other values, given by property name.</summary>
    public static SystemParameters Create(SystemParameters original, params (string Property, object Value)[] changes) =>
        Invoke(original, changes.ToDictionary(change => change.Property, change => change.Value, StringComparer.OrdinalIgnoreCase));

    private static SystemParameters? TryCreate(SystemParameters original, Dictionary<string, object> changes)
    {
        try
        {
            return Invoke(original, changes);
        }
        catch (Contracts.Errors.PicoException)
        {
            return null;
        }
    }

    private static SystemParameters Invoke(SystemParameters original, Dictionary<string, object> changes)
    {
        var constructor = typeof(SystemParameters).GetConstructors().Single();
        var arguments = constructor.GetParameters()
            .Select(parameter => changes.TryGetValue(parameter.Name!, out var value)
                ? value
                : Properties.Single(property => property.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase)).GetValue(original))
            .ToArray();
        return (SystemParameters)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }
}
