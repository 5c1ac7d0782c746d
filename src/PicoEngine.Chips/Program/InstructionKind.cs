// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Chips.Program;

/// <summary>What an instruction does, as the second element of its program row; 0 is no instruction.</summary>
public enum InstructionKind : byte
{
    None = 0,
    Add, Sub, AddImmediate,
    And, Or, Xor, AndImmediate, OrImmediate, XorImmediate,
    ShiftLeft, ShiftRight, ShiftRightArithmetic, ShiftLeftImmediate, ShiftRightImmediate, ShiftRightArithmeticImmediate,
    SetLess, SetLessUnsigned, SetLessImmediate, SetLessUnsignedImmediate,
    Multiply, MultiplyHigh, MultiplyHighSignedUnsigned, MultiplyHighUnsigned,
    Divide, DivideUnsigned, Remainder, RemainderUnsigned,
    BranchEqual, BranchNotEqual, BranchLess, BranchGreaterEqual, BranchLessUnsigned, BranchGreaterEqualUnsigned,

    /// <summary>LUI, AUIPC and JAL: a value and a next pc that the program fixes.</summary>
    Constant,
    JumpRegister,
    LoadWord, StoreWord,
    LoadByte, LoadByteUnsigned, LoadHalf, LoadHalfUnsigned,
    StoreByte, StoreHalf,
    SystemCall,
}
