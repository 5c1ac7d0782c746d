// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cpu.Evaluation;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Cpu.Zerocheck;

/// <summary>Where a thread keeps what a <see cref="TableEvaluator{TPacked}"/> reads and writes.</summary>
internal readonly unsafe struct EvaluatorMemory
{
    // The three forms of a leaf.
    private const int FormCount = 3;

    public EvaluatorMemory(KoalaBear* words, int registers, RegisterLayout layout)
    {
        var element = KoalaBearExtension5.Degree * layout.Lanes;
        Registers = words;
        Constraints = Registers + (registers * layout.Stride);
        Leaves = Constraints + (layout.Values * element);
        Forms = Leaves + (layout.Values * element);
        Constants = Forms + (FormCount * layout.Values * element);
    }

    /// <summary>The registers; the caller writes the inputs.</summary>
    public KoalaBear* Registers { get; }

    /// <summary>Per value the weighted sum of constraints, five vectors.</summary>
    public KoalaBear* Constraints { get; }

    /// <summary>Per value the weighted sum of leaves, five vectors.</summary>
    public KoalaBear* Leaves { get; }

    /// <summary>Forms of the leaf at hand.</summary>
    public KoalaBear* Forms { get; }

    /// <summary>The constants of forms in all lanes.</summary>
    public KoalaBear* Constants { get; }

    /// <summary>Words of all of it.</summary>
    public static int Length(int registers, RegisterLayout layout, int constants) => checked((int)((registers * layout.Stride)
        + (KoalaBearExtension5.Degree * layout.Lanes * (((2 + FormCount) * layout.Values) + constants))));
}
