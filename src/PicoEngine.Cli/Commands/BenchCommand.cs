// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using PicoEngine.Cli.Benchmarks;
using PicoEngine.Cli.Benchmarks.Kernels;
using PicoEngine.Cli.Rendering;

namespace PicoEngine.Cli.Commands;

/// <summary><c>pico bench</c>: its options. What it does stands in <see cref="BenchRun"/>.</summary>
internal static class BenchCommand
{
    private const ulong DefaultCycles = 1_000_000;

    public static Command Create(CommandContext context)
    {
        var what = new Argument<string>("WHAT")
        {
            Description = "primitives: hashes, transforms, trees, products on one thread; kernels: what one device does for proofs, beside its limits; e2e: a whole proof, phase by phase.",
            HelpName = "primitives|kernels|e2e",
            DefaultValueFactory = _ => ProofBenchmark.Name,
        };
        what.AcceptOnlyFromAmong(PrimitivesBenchmark.Name, KernelsBenchmark.Name, ProofBenchmark.Name);
        var cycles = new Option<ulong>("--cycles")
        {
            Description = "e2e: about how many cycles of the built-in fibonacci guest to prove.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultCycles,
        };
        var elf = new Option<string?>("--elf") { Description = "e2e: prove this guest, with --input, in place of the built-in one.", HelpName = "FILE" };
        var inputs = new Option<string[]>("--input")
        {
            Description = "One element of that guest's input, as for execute.",
            HelpName = "FILE|0xHEX|-",
            DefaultValueFactory = _ => [],
        };
        var prover = new ProverSettings();
        Option<string> progress = SharedOptions.Progress();
        var format = new Option<string>("--format")
        {
            Description = "Form of the report on standard output.",
            HelpName = "table|json|md",
            DefaultValueFactory = _ => "table",
        };
        format.AcceptOnlyFromAmong("table", "json", "md");
        var compare = new Option<string?>("--compare") { Description = "Set the figures of an earlier report beside these: a file that bench --json wrote.", HelpName = "REF.json" };
        var output = new Option<string?>("--output", "-o") { Description = "Write the report as JSON to this file too.", HelpName = "FILE" };
        var profile = new Option<bool>("--kernels") { Description = "e2e with --backend cuda: time every kernel and copy on the GPUs, and say what share of the time passes outside of them." };
        var timeline = new Option<string?>("--timeline") { Description = "e2e: write when which phase and, with --kernels, which kernel ran, for ui.perfetto.dev.", HelpName = "FILE" };
        var kernels = new KernelsOptions();
        Option<bool> json = SharedOptions.Json();
        cycles.Validators.Add(result => OptionRules.RefuseBelow(result, 1));
        var command = new Command("bench", "Measures this machine: the primitives of proving, the kernels of a device, or a whole proof, beside what the arithmetic takes at least.")
        {
            what, cycles, elf, inputs,
        };
        prover.AddTo(command);
        kernels.AddTo(command);
        command.Add(progress);
        command.Add(format);
        command.Add(json);
        command.Add(compare);
        command.Add(output);
        command.Add(profile);
        command.Add(timeline);
        command.Validators.Add(result => OptionRules.RefuseUnless(
            result, result.GetResult(elf) is null || result.GetResult(cycles) is not { Implicit: false }, "--elf and --cycles exclude each other."));
        command.Validators.Add(result => OptionRules.RefuseUnless(
            result, result.GetResult(elf) is not null || result.GetResult(inputs) is not { Implicit: false }, "--input goes with --elf."));
        command.SetAction(parsed => BenchRun.Run(context, new BenchRequest
        {
            Benchmark = parsed.GetRequiredValue(what),
            Cycles = parsed.GetValue(cycles),
            Elf = parsed.GetValue(elf),
            Inputs = parsed.GetRequiredValue(inputs),
            Prover = prover.Read(parsed),
            Progress = ProgressStyles.Choose(parsed.GetRequiredValue(progress), context.IsInteractive),
            Format = parsed.GetValue(json) ? "json" : parsed.GetRequiredValue(format),
            Reference = parsed.GetValue(compare),
            Kernels = kernels.Read(parsed),
            Output = parsed.GetValue(output),
            Profile = parsed.GetValue(profile),
            Timeline = parsed.GetValue(timeline),
        }));
        return command;
    }
}
