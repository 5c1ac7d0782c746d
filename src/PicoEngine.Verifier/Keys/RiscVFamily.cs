// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Verifier.Keys;

/// <summary>The RISC-V machine under the parameter sets of this version, compiled once for each.</summary>
public static class RiscVFamily
{
    private static readonly Lazy<MachineFamily> Core128 = new(() => MachineFamily.Compile(SystemParameters.Core128, RiscVMachine.Definition));
    private static readonly Lazy<MachineFamily> Core100 = new(() => MachineFamily.Compile(SystemParameters.Core100, RiscVMachine.Definition));

    /// <summary>The machine at a level; what provers and verifiers of proofs at that level share.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such level.</exception>
    public static MachineFamily At(SecurityLevel level) => level switch
    {
        SecurityLevel.Bits128 => Core128.Value,
        SecurityLevel.Bits100 => Core100.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };
}
