// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV;
using PicoEngine.RiscV.Decoding;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Tests.Rows;

/// <summary>
/// The instruction set written down a second time, for whole rows: given what a row takes off the buses, what may it put on them? It knows the meaning of
/// buses and of RV32IM instructions, and nothing of columns, kinds or program rows.
/// </summary>
internal sealed class InstructionOracle(ProgramImage image)
{
    /// <summary>Times are below this.</summary>
    private const uint TimeEnd = 1 << 27;

    /// <summary>Judges a row by its messages on the state and memory buses.</summary>
    public RowVerdict Judge(IReadOnlyList<RowMessage> messages)
    {
        var state = messages.Where(message => message.Bus == RiscVBuses.State).ToArray();
        var cells = messages.Where(message => message.Bus == RiscVBuses.Memory).ToArray();
        if (state.Length != 2 || !state[0].IsReceive || state[1].IsReceive)
        {
            return RowVerdict.Forged;
        }

        var (pc, time) = (state[0].Elements[0], state[0].Elements[1]);
        var (nextPc, nextTime) = (state[1].Elements[0], state[1].Elements[1]);

        // What nobody else can have sent or will take: then the row cannot stand in a balanced trace, whatever it does.
        if (time == 0 || time >= TimeEnd || !IsText(pc) || !IsText(nextPc) || cells.Any(cell => !IsCell(cell)))
        {
            return RowVerdict.Impossible;
        }

        if (nextTime != time + 4)
        {
            return RowVerdict.Forged;
        }

        var instruction = image.Instructions.Span[(int)((pc - image.TextBase) / 4)];
        Accesses accesses = new(cells, time);
        var right = Execute(instruction, pc, accesses, out var expectedPc) && accesses.IsComplete && expectedPc == nextPc;
        return right ? RowVerdict.Right : RowVerdict.Forged;
    }

    private bool IsText(uint pc) => pc % 4 == 0 && pc >= image.TextBase && pc < image.TextEnd;

    private static bool IsCell(RowMessage message)
    {
        var (space, address, low, high, at) = (message.Elements[0], message.Elements[1], message.Elements[2], message.Elements[3], message.Elements[4]);
        var isCell = space == 0 ? address < RegisterNumbers.Count : space == 1 && address % 4 == 0 && address is >= MemoryMap.Start and < MemoryMap.End;

        // What is taken was sent by a row that checked it, at some time; what is sent, and that it comes later, is judged and not assumed.
        return isCell && at < TimeEnd && (!message.IsReceive || (low <= ushort.MaxValue && high <= ushort.MaxValue));
    }

    private static bool Execute(Instruction instruction, uint pc, Accesses cells, out uint nextPc)
    {
        var (opcode, rd, rs1, rs2, immediate) = instruction;
        var value = (uint)immediate;
        nextPc = pc + 4;
        switch (opcode)
        {
            case Opcode.Lui:
                return cells.WriteRegister(rd, value);
            case Opcode.Auipc:
                return cells.WriteRegister(rd, pc + value);
            case Opcode.Jal:
                nextPc = pc + value;
                return cells.WriteRegister(rd, pc + 4);
            case Opcode.Jalr:
                var isTarget = cells.ReadRegister(rs1, 2, out var target);
                nextPc = (target + value) & ~1u;
                return isTarget && cells.WriteRegister(rd, pc + 4);
            case >= Opcode.Beq and <= Opcode.Bgeu:
                var isBranch = cells.ReadRegister(rs2, 1, out var right) & cells.ReadRegister(rs1, 2, out var left);
                nextPc = pc + (IsTaken(opcode, left, right) ? value : 4);
                return isBranch;
            case >= Opcode.Lb and <= Opcode.Lhu:
                return cells.ReadRegister(rs1, 2, out var from) && cells.ReadWord((from + value) & ~3u, out var word)
                    && Load(opcode, word, from + value, out var loaded) && cells.WriteRegister(rd, loaded);
            case >= Opcode.Sb and <= Opcode.Sw:
                return (cells.ReadRegister(rs2, 1, out var stored) & cells.ReadRegister(rs1, 2, out var to))
                    && cells.WriteWord((to + value) & ~3u, before => Store(opcode, before, to + value, stored), IsAligned(opcode, to + value));
            case >= Opcode.Addi and <= Opcode.Srai:
                return cells.ReadRegister(rs1, 2, out var operand) && cells.WriteRegister(rd, Compute(opcode, operand, value));
            case (>= Opcode.Add and <= Opcode.And) or (>= Opcode.Mul and <= Opcode.Remu) or Opcode.Fence:
                // The machine executes a fence as an addition of x0 and x0 to x0; its registers are 0.
                return (cells.ReadRegister(rs2, 1, out var c) & cells.ReadRegister(rs1, 2, out var b)) && cells.WriteRegister(rd, Compute(opcode, b, c));
            default:
                return false;
        }
    }

    private static bool IsTaken(Opcode opcode, uint b, uint c) => opcode switch
    {
        Opcode.Beq => b == c,
        Opcode.Bne => b != c,
        Opcode.Blt => (int)b < (int)c,
        Opcode.Bge => (int)b >= (int)c,
        Opcode.Bltu => b < c,
        _ => b >= c,
    };

    private static uint Compute(Opcode opcode, uint b, uint c) => opcode switch
    {
        Opcode.Add or Opcode.Addi or Opcode.Fence => b + c,
        Opcode.Sub => b - c,
        Opcode.And or Opcode.Andi => b & c,
        Opcode.Or or Opcode.Ori => b | c,
        Opcode.Xor or Opcode.Xori => b ^ c,
        Opcode.Slt or Opcode.Slti => (int)b < (int)c ? 1u : 0,
        Opcode.Sltu or Opcode.Sltiu => b < c ? 1u : 0,
        Opcode.Sll or Opcode.Slli => b << (int)(c & 31),
        Opcode.Srl or Opcode.Srli => b >> (int)(c & 31),
        Opcode.Mul => b * c,
        Opcode.Mulh => (uint)(((long)(int)b * (int)c) >> 32),
        Opcode.Mulhsu => (uint)(((long)(int)b * c) >> 32),
        Opcode.Mulhu => (uint)(((ulong)b * c) >> 32),
        Opcode.Div => c == 0 ? uint.MaxValue : (uint)((long)(int)b / (int)c),
        Opcode.Divu => c == 0 ? uint.MaxValue : b / c,
        Opcode.Rem => c == 0 ? b : (uint)((long)(int)b % (int)c),
        Opcode.Remu => c == 0 ? b : b % c,
        _ => (uint)((int)b >> (int)(c & 31)),
    };

    private static bool IsAligned(Opcode opcode, uint address) => opcode switch
    {
        Opcode.Lw or Opcode.Sw => address % 4 == 0,
        Opcode.Lh or Opcode.Lhu or Opcode.Sh => address % 2 == 0,
        _ => true,
    };

    private static bool Load(Opcode opcode, uint word, uint address, out uint value)
    {
        var shifted = word >> (int)(8 * (address & 3));
        value = opcode switch
        {
            Opcode.Lb => (uint)(sbyte)shifted,
            Opcode.Lbu => (byte)shifted,
            Opcode.Lh => (uint)(short)shifted,
            Opcode.Lhu => (ushort)shifted,
            _ => word,
        };
        return IsAligned(opcode, address);
    }

    private static uint Store(Opcode opcode, uint word, uint address, uint value)
    {
        var mask = opcode == Opcode.Sb ? 0xffu : opcode == Opcode.Sh ? 0xffff : uint.MaxValue;
        var shift = (int)(8 * (address & 3));
        return (word & ~(mask << shift)) | ((value & mask) << shift);
    }

    /// <summary>The accesses of a row: pairs of a value taken and a value put back at the time of its slot.</summary>
    private sealed class Accesses(RowMessage[] messages, uint time)
    {
        private readonly bool[] _used = new bool[messages.Length];

        public bool IsComplete => _used.All(used => used);

        public bool ReadRegister(uint number, uint slot, out uint value) => Access(0, number, slot, out value, out var after) && value == after;

        public bool WriteRegister(uint rd, uint value) =>
            Access(0, rd == 0 ? RegisterNumbers.Sink : rd, 3, out _, out var after) && after == value;

        public bool ReadWord(uint address, out uint value) => Access(1, address, 0, out value, out var after) && value == after;

        public bool WriteWord(uint address, Func<uint, uint> change, bool isAligned) =>
            isAligned && Access(1, address, 0, out var before, out var after) && after == change(before);

        // False too if one of the two is no word: a limb of more than 16 bits.
        private bool Access(uint space, uint address, uint slot, out uint before, out uint after)
        {
            (before, after) = (0, 0);
            var now = time + slot;
            var send = Array.FindIndex(messages, message => !message.IsReceive && IsOf(message) && message.Elements[4] == now);
            var receive = Enumerable.Range(0, messages.Length)
                .Where(i => !_used[i] && messages[i].IsReceive && IsOf(messages[i]) && messages[i].Elements[4] < now).DefaultIfEmpty(-1).First();
            if (send < 0 || receive < 0 || _used[send])
            {
                return false;
            }

            _used[send] = _used[receive] = true;
            return IsWord(messages[receive], out before) & IsWord(messages[send], out after);

            bool IsOf(RowMessage message) => message.Elements[0] == space && message.Elements[1] == address;
        }

        private static bool IsWord(RowMessage message, out uint word)
        {
            var (low, high) = (message.Elements[2], message.Elements[3]);
            word = low | (high << 16);
            return low <= ushort.MaxValue && high <= ushort.MaxValue;
        }
    }
}
