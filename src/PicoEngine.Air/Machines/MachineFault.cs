// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Air.Machines;

/// <summary>Why a machine or a program's part of its key is refused. Each rule keeps the soundness argument or the layout true for every proof.</summary>
public enum MachineFault
{
    /// <summary>No fault.</summary>
    None = 0,

    /// <summary>Bus numbers are distinct, from 1 to p - 1: they are what separates buses in a fingerprint.</summary>
    BusNumber = 1,

    /// <summary>A bus carries at least one element and at most the longest message of the parameter set.</summary>
    BusArity = 2,

    /// <summary>A table uses a bus that the machine does not have.</summary>
    UnknownBus = 3,

    /// <summary>A message has another length than its bus: two meanings on one bus.</summary>
    MessageLength = 4,

    /// <summary>A message or multiplicity has degree above 1.</summary>
    InteractionDegree = 5,

    /// <summary>A multiplicity is not zero on the all-zero row, so padding would send.</summary>
    ZeroRowMultiplicity = 6,

    /// <summary>A multiplicity other than a lookup table's own is not forced to be a selector.</summary>
    MultiplicityNotBoolean = 7,

    /// <summary>The multiplicity of a global interaction is not 0 or 1 in absolute value, so counting fractions would not bound it.</summary>
    GlobalMultiplicity = 8,

    /// <summary>A global interaction reads a main column, which is committed after the global challenge.</summary>
    GlobalMainColumn = 9,

    /// <summary>A global interaction reads a public value outside the commitment chain.</summary>
    GlobalPublicValue = 10,

    /// <summary>A constraint has degree above 3.</summary>
    ConstraintDegree = 11,

    /// <summary>A constraint fails on the all-zero row for some public values.</summary>
    ZeroRowConstraint = 12,

    /// <summary>No constraint and no interaction reads a column.</summary>
    UnusedColumn = 13,

    /// <summary>Two columns of a table have one name.</summary>
    DuplicateColumn = 14,

    /// <summary>Two tables have one name.</summary>
    DuplicateTable = 15,

    /// <summary>A definition reads a column of another table.</summary>
    ForeignColumn = 16,

    /// <summary>A definition reads a public value that the machine does not have, or public values are not numbered from 0.</summary>
    UnknownPublicValue = 17,

    /// <summary>An expression expands to too many terms.</summary>
    ExpressionSize = 18,

    /// <summary>The block height of a table is none of the parameter set's.</summary>
    BlockHeight = 19,

    /// <summary>The bound on the number of fractions is not below p.</summary>
    FractionBound = 20,

    /// <summary>The public values state a constraint; they only send and receive.</summary>
    PublicConstraint = 21,

    /// <summary>The public values use a global bus; S_k is the only global public value.</summary>
    PublicGlobalBus = 22,

    /// <summary>The preprocessed columns of a table are missing, too many, or belong to no table.</summary>
    PreprocessedWidth = 23,

    /// <summary>A preprocessed height is not a whole number of blocks from 1 up to the largest table.</summary>
    PreprocessedHeight = 24,

    /// <summary>The preprocessed columns do not fit their stacked columns.</summary>
    PreprocessedCapacity = 25,

    /// <summary>An all-zero row of a preprocessed table can be looked up.</summary>
    PaddingLookup = 26,

    /// <summary>The machine's own rule about its programs is broken, such as overlapping memory segments.</summary>
    ProgramRule = 27,

    /// <summary>A shape names an unknown table, has its tables in another order, or leaves out one with preprocessed or boundary columns.</summary>
    ShapeTables = 28,

    /// <summary>A shape has no column in a group or more columns than the parameter set, whose soundness covers all shapes.</summary>
    ShapeWidth = 29,

    /// <summary>The machine has too many shapes, or one of them twice.</summary>
    ShapeList = 30,

    /// <summary>The widths of the preprocessed group are not positive and ascending.</summary>
    PreprocessedWidthList = 31,

    /// <summary>The machine calls its shards parts of a run but lacks the public values or the image table of one, or a program lacks the statement.</summary>
    RunRoles = 32,

    /// <summary>A table without boundary columns uses a global bus: the commitment chain would not bind its height.</summary>
    GlobalHeight = 33,

    /// <summary>The machine's id is empty, too long, or not printable ASCII without spaces.</summary>
    MachineId = 34,
}
