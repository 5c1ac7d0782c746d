// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;
using PicoEngine.Executor.Precompiles;
using PicoEngine.Executor.Profiling;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Interpreter;

/// <summary>The world as a live run meets it: input elements, hooks, text, public values, commitments.</summary>
internal sealed unsafe class LiveHost : IGuestHost
{
    // File descriptors of WRITE (guest ABI, "WRITE file descriptors").
    private const uint PublicValuesDescriptor = 3;
    private const uint HintDescriptor = 4;
    private const uint EcRecoverDescriptor = 5;
    private const uint Ed25519DecompressDescriptor = 8;
    private const int T0 = 5;

    // Counted for each answer to HINT_LEN, all of which the log keeps: 2^24 of them reach the limit.
    private const long LengthCost = 16;

    private readonly LiveMachine _machine;
    private readonly ExecutionOptions _options;
    private readonly HintStream _hints;
    private readonly Dictionary<SyscallCode, ulong> _calls = [];
    private readonly uint?[] _committed = new uint?[8];
    private readonly uint?[] _deferred = new uint?[8];
    private readonly HashSet<uint> _warnedDescriptors = [];

    public LiveHost(LiveMachine machine, GuestInput input, ExecutionOptions options, CancellationToken cancellation)
    {
        _machine = machine;
        _options = options;
        _hints = new HintStream(input);
        Output = new GuestOutput(options.OnLine, Tracker, cancellation);
    }

    public HintLog Log { get; } = new();

    public CycleTracker Tracker { get; } = new();

    public GuestOutput Output { get; }

    private uint HintCursor
    {
        get => _machine.Registers[RegisterNumbers.HintCursor];
        set => _machine.Registers[RegisterNumbers.HintCursor] = value;
    }

    public uint ExitCode { get; private set; }

    public IReadOnlyDictionary<SyscallCode, ulong> Calls => _calls;

    /// <summary>Permutations of all KECCAK256 calls.</summary>
    public ulong Keccak256Blocks { get; private set; }

    /// <summary>The eight words given to COMMIT; null where none was.</summary>
    public IReadOnlyList<uint?> Committed => _committed;

    /// <summary>The eight words given to COMMIT_DEFERRED_PROOFS; null where none was.</summary>
    public IReadOnlyList<uint?> Deferred => _deferred;

    public void BeginCall(SyscallCode code)
    {
        if (_machine.Block is not null)
        {
            if (code is not (SyscallCode.Write or SyscallCode.ExitUnconstrained))
            {
                _machine.FailHere(
                    code == SyscallCode.Halt ? ErrorCatalog.GuestEndedInUnconstrained : ErrorCatalog.GuestSyscallInUnconstrained,
                    $"{SyscallCodes.Name(code)} inside an unconstrained block", ("syscall", SyscallCodes.Name(code)));
            }

            return;
        }

        // HINT_READ and precompiles count themselves where they begin: they may have to wait for a new shard.
        if (code != SyscallCode.HintRead && !SyscallCodes.IsPrecompile(code))
        {
            Count(code);
        }
    }

    public StopReason BeginPrecompile(SyscallCode code, uint records, int accessCount)
    {
        if (_machine.Cutter is { } cutter && !cutter.TryCountPrecompile(_machine.Cycles, code, records, accessCount))
        {
            return StopReason.ShardFull;
        }

        _calls[code] = _calls.GetValueOrDefault(code) + 1;
        if (code == SyscallCode.Keccak256)
        {
            Keccak256Blocks += records;
        }

        return StopReason.None;
    }

    public StopReason Halt(uint exitCode)
    {
        ExitCode = exitCode;
        Output.Flush(_machine.Cycles);
        return StopReason.Halted;
    }

    public StopReason EnterUnconstrained()
    {
        _machine.Registers[T0] = 1;
        return StopReason.ModeChanged;
    }

    public StopReason ExitUnconstrained()
    {
        if (_machine.Block is null)
        {
            _machine.FailHere(ErrorCatalog.GuestUnconstrainedMisuse, "EXIT_UNCONSTRAINED outside of an unconstrained block");
        }

        return StopReason.ModeChanged;
    }

    public void Write(uint descriptor, uint address, uint byteCount)
    {
        // Safe: the dispatcher checked the range.
        var bytes = new ReadOnlySpan<byte>(_machine.Memory + address, (int)byteCount);
        switch (descriptor)
        {
            case (uint)GuestDescriptor.StandardOutput or (uint)GuestDescriptor.StandardError:
                Limit("text", Output.TextBytes + byteCount);
                if (!Output.TryWriteText((GuestDescriptor)descriptor, bytes, _machine.RunCycles))
                {
                    _machine.FailHere(ErrorCatalog.GuestOutputNotUtf8, $"{byteCount} bytes written to descriptor {descriptor} are not UTF-8");
                }

                break;
            case PublicValuesDescriptor:
                Limit("public values", Output.PublicValueBytes + byteCount);
                Output.AppendPublicValues(bytes);
                break;
            case HintDescriptor:
                Limit("hints", _hints.GuestBytes + byteCount);
                _hints.Append(bytes.ToArray());
                break;
            case EcRecoverDescriptor:
                _hints.Splice(Hooks.EcRecover(bytes));
                Limit("hints", _hints.GuestBytes);
                break;
            case Ed25519DecompressDescriptor:
                _hints.Splice(Hooks.Ed25519Decompress(bytes));
                Limit("hints", _hints.GuestBytes);
                break;
            default:
                if (_warnedDescriptors.Count < 16 && _warnedDescriptors.Add(descriptor))
                {
                    _options.OnWarning?.Invoke($"the guest wrote {byteCount} bytes to descriptor {descriptor}, which nothing reads");
                }

                break;
        }
    }

    public void Commit(uint index, uint word) => Commit(_committed, SyscallCode.Commit, index, word);

    public void CommitDeferred(uint index, uint word) => Commit(_deferred, SyscallCode.CommitDeferredProofs, index, word);

    public uint HintLength()
    {
        uint length = (uint)NextElement().Length;
        Limit("answers to HINT_LEN", LengthCost * (Log.Lengths.Count + 1L));
        Log.AddLength(length);
        return length;
    }

    public StopReason HintRead(uint destination, uint byteCount)
    {
        ReadOnlyMemory<byte> element = NextElement();
        if (byteCount != element.Length)
        {
            _machine.FailHere(ErrorCatalog.GuestHintLength, $"HINT_READ of {byteCount} bytes; the next element has {element.Length}",
                ("length", byteCount), ("elementLength", element.Length));
        }

        uint total = (byteCount + 3) / 4;
        uint count = total - HintCursor;
        if (_machine.Cutter is { } cutter)
        {
            count = Math.Min(count, cutter.HintRoom(_machine.Cycles));
            if (count == 0 && HintCursor < total)
            {
                return StopReason.ShardFull;
            }

            cutter.CountHintStep(count);
        }

        if (HintCursor == 0)
        {
            Count(SyscallCode.HintRead);
        }

        HintWriter.Write(_machine, element.Span, destination, HintCursor, count);
        HintCursor += count;
        if (HintCursor < total)
        {
            return StopReason.ShardFull;
        }

        HintCursor = 0;
        Log.AddElement(element);
        _hints.Advance();
        return StopReason.None;
    }

    private void Count(SyscallCode code)
    {
        _calls[code] = _calls.GetValueOrDefault(code) + 1;
        _machine.Cutter?.CountCall(code);
    }

    private void Commit(uint?[] words, SyscallCode code, uint index, uint word)
    {
        if (words[index] is not null)
        {
            _machine.FailHere(ErrorCatalog.GuestCommitInvalid, $"{SyscallCodes.Name(code)} was given index {index} twice", ("index", index));
        }

        words[index] = word;
    }

    private ReadOnlyMemory<byte> NextElement()
    {
        if (!_hints.TryPeek(out ReadOnlyMemory<byte> element))
        {
            _machine.FailHere(ErrorCatalog.GuestInputExhausted, $"all {Log.Elements.Count} input elements have been read", ("elements", Log.Elements.Count));
        }

        return element;
    }

    private void Limit(string what, long bytes)
    {
        if (bytes > GuestOutput.ByteLimit)
        {
            _machine.FailHere(ErrorCatalog.OutputLimit, $"more than {GuestOutput.ByteLimit >> 20} MiB of {what}", ("limit", GuestOutput.ByteLimit));
        }
    }
}
