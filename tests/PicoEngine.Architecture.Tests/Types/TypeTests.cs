// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xunit;

namespace PicoEngine.Architecture.Tests.Types;

public sealed class TypeTests
{
    private static readonly Type[] EngineTypes =
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Where(file => IsOfSource(Path.GetFileNameWithoutExtension(file)))
            .SelectMany(file => Assembly.LoadFrom(file).GetTypes())
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)),
    ];

    [Fact]
    public void Class_that_nothing_derives_from_is_sealed()
    {
        Assert.NotEmpty(EngineTypes);
        HashSet<Type> bases = [.. EngineTypes.Select(type => Definition(type.BaseType)).OfType<Type>()];
        Repository.AssertNone(
            from type in EngineTypes
            where type.IsClass && !type.IsSealed && !type.IsAbstract && !bases.Contains(type)
            where !type.Name.Contains('<', StringComparison.Ordinal)
            select type.FullName,
            "Classes to seal:");

        static Type? Definition(Type? type) => type is { IsGenericType: true } ? type.GetGenericTypeDefinition() : type;
    }

    [Fact]
    public void Public_field_is_constant_or_read_only()
    {
        Repository.AssertNone(
            from type in EngineTypes
            where type.IsVisible && !type.IsEnum && !IsRecordLayout(type)
            from field in type.GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            where field is { IsLiteral: false, IsInitOnly: false }
            select $"{type.FullName}.{field.Name}",
            "Public fields that anybody can change:");
    }

    // Records that are written through pointers and handed to kernels: plain data of a stated size.
    private static bool IsRecordLayout(Type type) =>
        type.IsValueType && type.StructLayoutAttribute is { Value: LayoutKind.Sequential, Size: > 0 };

    // The command's assembly is called pico.
    private static bool IsOfSource(string assembly) =>
        assembly == "pico" || Repository.ProjectsIn("src").Contains(assembly);
}
