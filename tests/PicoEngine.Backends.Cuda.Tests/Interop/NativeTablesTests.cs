// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Tests.Simulation;
using PicoEngine.Backends.Cuda.Tests.Tables;
using Xunit;

namespace PicoEngine.Backends.Cuda.Tests.Interop;

public sealed class NativeTablesTests
{
    public static TheoryData<string> Tables => [.. NativeTables.Write().Keys];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Table_of_native_code_equals_its_definition_in_CSharp(string path)
    {
        // artifacts/native/NAME is three folders below the root.
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(SimulatedDriver.Path)!, "..", ".."));
        var committed = File.ReadAllText(Path.Combine(root, path)).ReplaceLineEndings("\n");
        Assert.True(committed == NativeTables.Write()[path], $"{path} is not what C# says; if the change is meant, run {NativeTables.Command}");
    }
}
