// SPDX-License-Identifier: MIT OR Apache-2.0
namespace PicoEngine.Executor.Precompiles;

/// <summary>The operation of a field precompile.</summary>
public enum FieldOperationKind
{
    /// <summary>p + q.</summary>
    Add,

    /// <summary>p - q.</summary>
    Subtract,

    /// <summary>p · q.</summary>
    Multiply,
}
