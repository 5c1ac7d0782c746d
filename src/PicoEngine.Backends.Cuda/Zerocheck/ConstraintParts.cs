// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Programs;
using PicoEngine.Air.Symbolic;
using PicoEngine.Backends.Programs;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Cuda.Zerocheck;

/// <summary>
/// The batched constraints of a table as a sum of parts. A sum of constraints is one of all their summands, so a constraint of hundreds of columns need not
/// be computed in one place, and a summand of several constraints is computed once.
/// </summary>
internal static class ConstraintParts
{
    /// <summary>Each constraint as it is.</summary>
    public static ConstraintPart[] Whole(TableTerms terms) =>
        [.. terms.Table.Program.Constraints.Select((instruction, i) => new ConstraintPart(instruction, terms.ConstraintWeights[i]))];

    /// <summary>Summands of constraints. A sum that several instructions read stays one.</summary>
    public static ConstraintPart[] Summands(TableTerms terms)
    {
        var program = terms.Table.Program;
        var uses = Uses(program);
        Dictionary<int, KoalaBearExtension5> weights = [];
        List<int> order = [];
        Stack<(int Instruction, KoalaBearExtension5 Weight)> open = new(
            program.Constraints.Select((instruction, i) => (instruction, terms.ConstraintWeights[i])).Reverse());
        while (open.TryPop(out var item))
        {
            var (kind, left, right, _) = program.Instructions[item.Instruction];
            if (uses[item.Instruction] > 1)
            {
                // It is computed once, whoever reads it.
                kind = ExpressionKind.Column;
            }

            switch (kind)
            {
                case ExpressionKind.Add:
                    open.Push((right, item.Weight));
                    open.Push((left, item.Weight));
                    break;
                case ExpressionKind.Subtract:
                    open.Push((right, -item.Weight));
                    open.Push((left, item.Weight));
                    break;
                case ExpressionKind.Negate:
                    open.Push((left, -item.Weight));
                    break;
                case ExpressionKind.Multiply when program.Instructions[left].Kind == ExpressionKind.Constant:
                    open.Push((right, item.Weight * program.Instructions[left].Value));
                    break;
                case ExpressionKind.Multiply when program.Instructions[right].Kind == ExpressionKind.Constant:
                    open.Push((left, item.Weight * program.Instructions[right].Value));
                    break;
                default:
                    if (!weights.TryGetValue(item.Instruction, out var weight))
                    {
                        order.Add(item.Instruction);
                    }

                    weights[item.Instruction] = weight + item.Weight;
                    break;
            }
        }

        return [.. order.Select(instruction => new ConstraintPart(instruction, weights[instruction]))];
    }

    /// <summary>How many instructions and constraints read each instruction.</summary>
    private static int[] Uses(ConstraintProgram program)
    {
        var uses = new int[program.Instructions.Length];
        foreach (var constraint in program.Constraints)
        {
            uses[constraint]++;
        }

        foreach (var (kind, left, right, _) in program.Instructions.Where(instruction => instruction.Kind >= ExpressionKind.Add))
        {
            uses[left]++;
            uses[right] += kind == ExpressionKind.Negate ? 0 : 1;
        }

        return uses;
    }
}
