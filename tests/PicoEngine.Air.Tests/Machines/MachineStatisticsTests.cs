// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Tests.Toy;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Protocol.Soundness;
using Xunit;

namespace PicoEngine.Air.Tests.Machines;

/// <summary>The soundness calculator fed from a compiled machine.</summary>
public sealed class MachineStatisticsTests
{
    [Fact]
    public void Compiled_machine_gives_the_calculator_its_numbers()
    {
        var machine = ToyMachine.Compile();
        MachineStatistics statistics = new(
            machine.ConstraintCount, machine.ColumnCount, machine.Tables.Length, machine.LogLeafGroups, machine.GlobalFingerprintDegree);

        // Six constraints of cpu, three of mem, one of rom, one of boundary, one of memory, two of segment; (space, address, value, k) on the global bus.
        Assert.Equal(new MachineStatistics(14, 58, 8, 4, 4), statistics);
        var report = SoundnessCalculator.Calculate(SystemParameters.Core128, statistics);
        Assert.True(report.SecurityBits >= 128 && report.UnionBits >= 128);
        Assert.True(report.UnionBits > SoundnessCalculator.Calculate(SystemParameters.Core128, MachineStatistics.OfTheDocument).UnionBits);
    }
}
