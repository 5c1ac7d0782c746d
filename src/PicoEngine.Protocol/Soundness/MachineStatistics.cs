// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Protocol.Soundness;

/// <summary>The numbers of a machine that soundness depends on. Take them from the compiled machine, not from an estimate.</summary>
/// <param name="Constraints">Constraints of all tables together (C).</param>
/// <param name="Columns">Columns of all tables and groups together.</param>
/// <param name="Tables">Tables (T).</param>
/// <param name="LogLeafGroups">ceil(log2 G), G the number of merged LogUp leaves of a row of the machine: the group variables of the LogUp tree.</param>
/// <param name="GlobalFingerprintDegree">The total degree of a global fingerprint in (alpha_g, beta_g): the longest message of a global bus; 0 without one.</param>
public sealed record MachineStatistics(int Constraints, int Columns, int Tables, int LogLeafGroups, int GlobalFingerprintDegree)
{
    /// <summary>
    /// The statistics that the protocol document states its figures for (sections 4 and 6): 2^13 constraints, 3,000 columns, 32 layers of the LogUp
    /// tree under 2^22 rows, and a global message of five elements whose bus number is counted as a sixth.
    /// </summary>
    public static MachineStatistics OfTheDocument { get; } = new(1 << 13, 3_000, 64, 10, 6);
}
