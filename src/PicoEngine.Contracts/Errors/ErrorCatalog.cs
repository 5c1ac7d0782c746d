// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Reflection;

namespace PicoEngine.Contracts.Errors;

/// <summary>The one table of error codes. Codes are never renumbered or reused; a test keeps the README's table equal to it.</summary>
public static class ErrorCatalog
{
    public static readonly ErrorCode Internal = new(ExitCode.Unexpected, 1, "internal-error",
        "The engine broke one of its own invariants.", "Report it with the command, the ELF's hash and `pico doctor --json`.");

    public static readonly ErrorCode ProofSelfCheck = new(ExitCode.Unexpected, 2, "proof-self-check",
        "A proof that the engine has just made does not verify.", "Prove again: if that passes, test the machine's memory; if not, report it with the ELF's hash and `pico doctor --json`.");

    public static readonly ErrorCode Usage = new(ExitCode.Usage, 1, "usage",
        "The command line does not fit the command.", "Run the command with `--help`.");

    public static readonly ErrorCode GuestIllegalInstruction = new(ExitCode.GuestFailed, 1, "guest-illegal-instruction",
        "The guest executed an instruction outside RV32IM user mode (CSR access, MRET, WFI, UNIMP).",
        "Build for rv32im without the C, A, F or Zicsr extensions; an UNIMP is usually a compiled-in trap or abort.");

    public static readonly ErrorCode GuestExitNonZero = new(ExitCode.GuestFailed, 2, "guest-exit-nonzero",
        "The guest called HALT with a code other than 0.", "Read the guest's own message above; only a run that halts with 0 can be proven.");

    public static readonly ErrorCode GuestMisalignedAccess = new(ExitCode.GuestFailed, 3, "guest-misaligned-access",
        "A load or store of a half-word or word at an address that is not a multiple of its size.",
        "Look for a cast of a byte pointer; compile with -mstrict-align.");

    public static readonly ErrorCode GuestMemoryOutOfRange = new(ExitCode.GuestFailed, 4, "guest-memory-out-of-range",
        "An access below 0x20 or at 0x78000000 and above.", "Look for a null pointer, a stack overflow or an exhausted heap.");

    public static readonly ErrorCode GuestJumpMisaligned = new(ExitCode.GuestFailed, 5, "guest-jump-misaligned",
        "A jump or branch to an address that is not a multiple of 4.", "Build without compressed instructions; look for a corrupted return address.");

    public static readonly ErrorCode GuestJumpOutside = new(ExitCode.GuestFailed, 6, "guest-jump-outside-program",
        "The program counter left the executable segment without HALT.", "Look for a corrupted return address, or a main that returns past the start-up code.");

    public static readonly ErrorCode GuestBreakpoint = new(ExitCode.GuestFailed, 7, "guest-breakpoint",
        "The guest executed EBREAK.", "It is usually a compiled-in trap; read the guest's own message above.");

    public static readonly ErrorCode GuestUnknownSyscall = new(ExitCode.GuestFailed, 8, "guest-unknown-syscall",
        "ECALL with a code in t0 that the machine does not have.", "Compare the code with the system-call table; rebuild the guest with a matching SDK.");

    public static readonly ErrorCode GuestSyscallInUnconstrained = new(ExitCode.GuestFailed, 9, "guest-syscall-in-unconstrained",
        "A system call other than WRITE and EXIT_UNCONSTRAINED inside an unconstrained block.", "Move the call out of the unconstrained block.");

    public static readonly ErrorCode GuestUnconstrainedMisuse = new(ExitCode.GuestFailed, 10, "guest-unconstrained-misuse",
        "EXIT_UNCONSTRAINED outside an unconstrained block.", "Pair every EXIT_UNCONSTRAINED with an ENTER_UNCONSTRAINED.");

    public static readonly ErrorCode GuestEndedInUnconstrained = new(ExitCode.GuestFailed, 11, "guest-ended-in-unconstrained",
        "The program ended inside an unconstrained block.", "Leave the unconstrained block before HALT.");

    public static readonly ErrorCode GuestInputExhausted = new(ExitCode.GuestFailed, 12, "guest-input-exhausted",
        "The guest asked for one more input element than it was given.", "Pass one --input for each element that the guest reads, in order.");

    public static readonly ErrorCode GuestHintLength = new(ExitCode.GuestFailed, 13, "guest-hint-length-mismatch",
        "HINT_READ with a length other than that of the next input element.", "Read the length with HINT_LEN first; check that the inputs are those this guest expects.");

    public static readonly ErrorCode GuestSyscallArgument = new(ExitCode.GuestFailed, 14, "guest-syscall-argument",
        "A system call with a misaligned or out-of-range pointer, or a reserved argument that is not 0.", "Check the call against the system-call table.");

    public static readonly ErrorCode GuestOutputNotUtf8 = new(ExitCode.GuestFailed, 15, "guest-output-not-utf8",
        "Bytes written to stdout or stderr are not UTF-8.", "Write binary output to the public values (descriptor 3).");

    public static readonly ErrorCode GuestCommitInvalid = new(ExitCode.GuestFailed, 16, "guest-commit-invalid",
        "COMMIT or COMMIT_DEFERRED_PROOFS with an index above 7, an index given before, or a deferred word that is not a field element.",
        "Commit each of the eight words once.");

    public static readonly ErrorCode GuestPrecompileFault = new(ExitCode.GuestFailed, 17, "guest-precompile-fault",
        "A precompile was given operands for which it has no provable result.", "Check the operands against the precompile's edge semantics; handle special points in the guest.");

    public static readonly ErrorCode GuestExitUnexpected = new(ExitCode.GuestFailed, 18, "guest-exit-unexpected",
        "The guest called HALT with another code than --expect-exit names.", "Read the guest's own message above, or change --expect-exit.");

    public static readonly ErrorCode GuestCommitMissing = new(ExitCode.GuestFailed, 19, "guest-commit-missing",
        "The guest halted before it committed all eight words of its public values' digest.", "Call COMMIT once for each of the eight words before HALT; the SDK's entry point does that.");

    public static readonly ErrorCode GuestDigestMismatch = new(ExitCode.GuestFailed, 20, "guest-digest-mismatch",
        "The digest that the guest committed is not the SHA-256 of its public values.", "Hash exactly the bytes written to descriptor 3, in the order of their writing.");

    public static readonly ErrorCode GuestNotProvable = new(ExitCode.GuestFailed, 21, "guest-not-provable",
        "The run used a system call that this version executes but cannot prove.", "Build the guest without the calls named: software in their place is provable.");

    public static readonly ErrorCode BlockInvalid = new(ExitCode.GuestFailed, 22, "block-invalid",
        "The block guest did not find the block valid: the block breaks a rule, or its witness lacks something that executing it reads.",
        "Read the guest's reason in the message; fetch block and witness again, both of the same block, if possible from another node.");

    public static readonly ErrorCode BlockOutputDiffers = new(ExitCode.GuestFailed, 23, "block-output-differs",
        "The block guest put out something other than what this block must give.",
        "Report it with the block: guest and engine disagree about the block's root, chain or rules.");

    public static readonly ErrorCode ProofMalformed = new(ExitCode.ProofInvalid, 1, "proof-malformed",
        "The file is no whole proof: it was cut or altered.", "Fetch the file again and compare its size and hash with the original's.");

    public static readonly ErrorCode ProofRefused = new(ExitCode.ProofInvalid, 2, "proof-refused",
        "The proof does not prove what it claims.", "Do not trust the run. Fetch the file again; if PicoEngine made it so, prove again and report it.");

    public static readonly ErrorCode ProofOutputMismatch = new(ExitCode.ProofInvalid, 3, "proof-output-mismatch",
        "The public values in the file are not those that the run committed to.", "Fetch the file again; its public values were altered.");

    public static readonly ErrorCode PublicValuesDiffer = new(ExitCode.ProofInvalid, 4, "public-values-differ",
        "The proof is right, but its public values are not the expected ones.", "Compare the public values that the message shows with --public-values; the run may have had other input.");

    public static readonly ErrorCode ProofExitCode = new(ExitCode.ProofInvalid, 5, "proof-exit-code",
        "A proof says that the guest exited with 0, and --expect-exit asks for another code.", "Ask for 0; a run that exits with another code cannot be proven.");

    public static readonly ErrorCode BlockNotValid = new(ExitCode.ProofInvalid, 6, "block-not-valid",
        "The proof is right, but it does not say that a block is valid: the block guest found the block invalid, or ran under the rules of test vectors.",
        "Do not take it for the proof of a valid block; ask for one that says so.");

    public static readonly ErrorCode BlockDiffers = new(ExitCode.ProofInvalid, 7, "block-differs",
        "The proof is right, but it is about another block than the one given.",
        "Compare number, hash and chain in the message with those of the block that you meant.");

    public static readonly ErrorCode MachineUnsuitable = new(ExitCode.NoDevice, 1, "machine-unsuitable",
        "The machine lacks something that the engine cannot do without.", "Do what `pico doctor` says beside each ✗.");

    public static readonly ErrorCode GpuDriverMissing = new(ExitCode.NoDevice, 2, "gpu-driver-missing",
        "The NVIDIA driver is missing or not usable.", "Install NVIDIA's driver 525 or later; nothing else of CUDA is needed.");

    public static readonly ErrorCode GpuDriverTooOld = new(ExitCode.NoDevice, 3, "gpu-driver-too-old",
        "The NVIDIA driver is older than the kernels need.", "Install NVIDIA's driver 525 (CUDA 12.0) or later.");

    public static readonly ErrorCode GpuMissing = new(ExitCode.NoDevice, 4, "gpu-missing",
        "There is no NVIDIA GPU, or none of the number that was asked for.", "Compare with `nvidia-smi -L`; in a container, pass the GPUs in.");

    public static readonly ErrorCode GpuUnsupported = new(ExitCode.NoDevice, 5, "gpu-unsupported",
        "The GPU is older than the kernels support.", "Use a GPU of compute capability 8.0 or later (A100, RTX 30 and what came after).");

    public static readonly ErrorCode GpuLost = new(ExitCode.NoDevice, 6, "gpu-lost",
        "The GPU stopped answering.", "Run again with --resume, which goes on behind the finished shards, or without this GPU (--devices). Look for Xid messages in the kernel log; reset the GPU or start the machine again.");

    public static readonly ErrorCode GpuFailed = new(ExitCode.NoDevice, 7, "gpu-failed",
        "The GPU or its driver refused or broke off work.", "Start the process again; if it fails the same way, report it with the message and the driver's version.");

    public static readonly ErrorCode NativeLibraryMissing = new(ExitCode.NoDevice, 8, "native-library-missing",
        "The library of GPU kernels, libpico_native, is not there.", "Install PicoEngine whole, or build the library with `./build.sh native`.");

    public static readonly ErrorCode OpenClMissing = new(ExitCode.NoDevice, 9, "opencl-missing",
        "There is no loader of OpenCL drivers.", "Install the OpenCL driver of the GPU's maker; the loader comes with it, or is Debian's ocl-icd-libopencl1.");

    public static readonly ErrorCode OpenClNoDevice = new(ExitCode.NoDevice, 10, "opencl-no-device",
        "There is no OpenCL device, or none of the number that was asked for.", "Compare with `clinfo -l`; install the OpenCL driver of the GPU's maker, and in a container pass the GPUs in.");

    public static readonly ErrorCode OpenClUnsupported = new(ExitCode.NoDevice, 11, "opencl-unsupported",
        "The OpenCL device lacks something that the kernels need.", "Install a newer driver of the GPU's maker: OpenCL C 2.0 with generic address spaces is needed.");

    public static readonly ErrorCode IlgpuMissing = new(ExitCode.NoDevice, 12, "ilgpu-missing",
        "The ILGPU backend is not beside the command, or the command is a build that cannot load it.",
        "Use the build for the .NET runtime (`./build.sh run` makes artifacts/pico), installed whole, or another --backend.");

    public static readonly ErrorCode GpuWrongResult = new(ExitCode.NoDevice, 13, "gpu-wrong-result",
        "A GPU made a proof that does not verify, and there was no other device to make it on.",
        "Take the GPU out with --devices, or prove with --backend cpu; if it happens again, test the GPU's memory or report it with `pico doctor --json`.");

    public static readonly ErrorCode HostOutOfMemory = new(ExitCode.OutOfMemory, 1, "host-out-of-memory",
        "The machine refused memory that the run needs.", "Free memory, or raise the address-space limit (ulimit -v): a run reserves several times 2 GiB of addresses and touches little of it.");

    public static readonly ErrorCode ProvingMemoryLimit = new(ExitCode.OutOfMemory, 2, "proving-memory-limit",
        "The memory limit is below what the smallest shard of this program needs.", "Raise the limit to the need that the message names, or prove on a machine with that much memory.");

    public static readonly ErrorCode ProvingOutOfMemory = new(ExitCode.OutOfMemory, 3, "proving-out-of-memory",
        "The machine refused memory during proving.", "Give a lower memory limit, so that smaller shards are chosen, or free memory; finished shards of a resume directory are kept.");

    public static readonly ErrorCode GpuOutOfMemory = new(ExitCode.OutOfMemory, 4, "gpu-out-of-memory",
        "The GPU has not the memory that the work needs.", "Stop other programs that use the GPU, or leave it out (--devices); a lower --memory-limit makes shards smaller, down to the need that the message names.");

    public static readonly ErrorCode ResumeMismatch = new(ExitCode.VersionMismatch, 1, "resume-mismatch",
        "The resume directory belongs to another run.", "Give the program, input and options that it was begun with, or another directory.");

    public static readonly ErrorCode KeyMismatch = new(ExitCode.VersionMismatch, 2, "verifying-key-mismatch",
        "The verifying key is not the expected one: it belongs to another program, security level or engine version.",
        "Compare the program's hash, --security and the engine's version with those that the expected key was made with; `pico vkey --elf` prints a program's key.");

    public static readonly ErrorCode FileVersion = new(ExitCode.VersionMismatch, 3, "file-version",
        "The proof or key was made by another version of the engine, or with parameters that this one does not have.",
        "Use the version of PicoEngine that made the file, or make it again with this one.");

    public static readonly ErrorCode NativeLibraryVersion = new(ExitCode.VersionMismatch, 4, "native-library-version",
        "The library of GPU kernels, libpico_native, belongs to another version of the engine.", "Install PicoEngine whole, or build the library again with `./build.sh native`.");

    public static readonly ErrorCode Cancelled = new(ExitCode.Cancelled, 1, "cancelled",
        "The run was cancelled.", "Run the command again.");

    public static readonly ErrorCode NodeUnreachable = new(ExitCode.ServerUnreachable, 1, "node-unreachable",
        "The Ethereum node does not answer.", "Check the address given with --rpc, that the node runs and listens there, and that nothing between drops long answers.");

    public static readonly ErrorCode NodeError = new(ExitCode.ServerUnreachable, 2, "node-error",
        "The Ethereum node answered with an error, or with something else than was asked for.", "Read its message; a node keeps the state of old blocks only if it is an archive.");

    public static readonly ErrorCode NodeMethodMissing = new(ExitCode.ServerUnreachable, 3, "node-method-missing",
        "The Ethereum node does not offer a method that gives the block or its witness.", "Use a node that offers debug_executionWitness: reth with --http --http.api eth,debug; most public gateways do not.");

    public static readonly ErrorCode NodeWrongChain = new(ExitCode.ServerUnreachable, 4, "node-wrong-chain",
        "The Ethereum node follows another chain than was asked for.", "Give the address of a node of that chain.");

    public static readonly ErrorCode ElfMalformed = new(ExitCode.MalformedInput, 1, "elf-malformed",
        "The file is not a complete ELF file.", "Check that the file was copied whole and is the linked program, not an object file or archive.");

    public static readonly ErrorCode ElfUnsupported = new(ExitCode.MalformedInput, 2, "elf-unsupported",
        "The ELF file is not a 32-bit little-endian RISC-V executable.", "Build for riscv32im, statically linked, without compressed instructions.");

    public static readonly ErrorCode ElfSegment = new(ExitCode.MalformedInput, 3, "elf-segment-invalid",
        "A loadable segment is misaligned, out of range, overlaps another or reaches past the file.", "Check the linker script: segments lie in 0x20..0x78000000 and start at multiples of 4.");

    public static readonly ErrorCode ElfEntry = new(ExitCode.MalformedInput, 4, "elf-entry-invalid",
        "The entry point is not a multiple of 4 inside an executable segment.", "Check ENTRY in the linker script.");

    public static readonly ErrorCode ElfInstruction = new(ExitCode.MalformedInput, 5, "elf-undecodable-instruction",
        "A word of the executable segment is no RV32IM instruction.", "Build without the C extension and keep data out of executable segments.");

    public static readonly ErrorCode InputInvalid = new(ExitCode.MalformedInput, 6, "input-invalid",
        "An input value cannot be decoded.", "Give a file name, 0x and an even number of hex digits, or - for standard input.");

    public static readonly ErrorCode FileUnreadable = new(ExitCode.MalformedInput, 7, "file-unreadable",
        "A file named on the command line cannot be read or written.", "Check the path and its permissions.");

    public static readonly ErrorCode FileUnknown = new(ExitCode.MalformedInput, 8, "file-kind-unknown",
        "The file is none of the kinds that the engine knows.", "Give an ELF program, a proof or a verifying key.");

    public static readonly ErrorCode CheckpointInvalid = new(ExitCode.MalformedInput, 9, "checkpoint-invalid",
        "A shard checkpoint does not belong to this program or contradicts itself.", "Execute the program again to make fresh checkpoints.");

    public static readonly ErrorCode ParametersInvalid = new(ExitCode.MalformedInput, 10, "parameters-invalid",
        "System parameters contradict each other or a limit of the protocol.", "Use one of the parameter sets of this version.");

    public static readonly ErrorCode KeyMalformed = new(ExitCode.MalformedInput, 11, "key-malformed",
        "A verifying key cannot be read.", "Give 0x and the 64 hex digits that `pico vkey` prints, or the file that `pico vkey -o` writes.");

    public static readonly ErrorCode BenchmarkReferenceInvalid = new(ExitCode.MalformedInput, 12, "benchmark-reference-invalid",
        "The file to compare with is no report of this benchmark.", "Give a file that `pico bench --json` wrote for the same benchmark.");

    public static readonly ErrorCode BlockFileMalformed = new(ExitCode.MalformedInput, 13, "block-file-malformed",
        "A file is no block with its witness.", "Give a JSON file, plain or gzip, with chainId, block (0x and RLP) and executionWitness (state, codes, headers), or a node's own answers.");

    public static readonly ErrorCode BlockMalformed = new(ExitCode.MalformedInput, 14, "block-malformed",
        "The bytes of a block are no RLP of a block of its fork, or contradict each other.", "Fetch the block again with debug_getRawBlock; check that the chain is the right one.");

    public static readonly ErrorCode BlockUnsupported = new(ExitCode.MalformedInput, 15, "block-unsupported",
        "The block belongs to a chain or a fork that the block guest does not know.", "Give a block of mainnet, Sepolia or Hoodi, from Paris to BPO2.");

    public static readonly ErrorCode WitnessMalformed = new(ExitCode.MalformedInput, 16, "witness-malformed",
        "The witness does not belong to the block, or lacks what every execution needs.", "Fetch block and witness again, both of the same block, from a node that gives the ancestors' headers.");

    public static readonly ErrorCode BlockRequests = new(ExitCode.MalformedInput, 17, "block-requests",
        "Executing the block does not give the requests that its header names by hash.", "The block is invalid or its witness incomplete: fetch both again, if possible from another node.");

    public static readonly ErrorCode CycleLimit = new(ExitCode.LimitReached, 1, "cycle-limit",
        "The run reached its cycle limit.", "Raise --cycles-limit, or look for an endless loop with --profile.");

    public static readonly ErrorCode OutputLimit = new(ExitCode.LimitReached, 2, "output-limit",
        "The guest produced more output, public values or hints than the engine keeps.", "Write less; the limits are in the command's help.");

    public static readonly ErrorCode ResumeStorage = new(ExitCode.LimitReached, 3, "resume-storage",
        "The resume directory cannot be read or written.", "Check free space, permissions, and that no other process uses the directory; finished shards in it are kept.");

    public static readonly ErrorCode RunTooLarge = new(ExitCode.LimitReached, 4, "run-too-large",
        "The run does not fit the limits of the protocol.", "Split the work of the guest over several runs, or allow larger shards.");

    public static readonly ErrorCode DiskFull = new(ExitCode.LimitReached, 5, "disk-full",
        "The disk has no room for a file.", "Free space, or write to another disk; with --resume the finished shards are kept.");

    public static readonly ErrorCode BlockTooLarge = new(ExitCode.LimitReached, 6, "block-too-large",
        "A block, its witness or a node's answer is larger than the engine reads.", "Check that the file is what it should be; the limit, 256 MiB of text, is six times that of a full mainnet block.");

    /// <summary>Every row, ordered by code.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        .. typeof(ErrorCatalog).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(ErrorCode))
            .Select(field => (ErrorCode)field.GetValue(null)!)
            .OrderBy(code => (int)code.Exit).ThenBy(code => code.Number),
    ];
}
