// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using PicoEngine.Backends.Cuda;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Cli.Diagnosis;

/// <summary>Judges what was found of GPUs. None of it is a failure of the machine: without a GPU the processor proves.</summary>
internal static class GpuExamination
{
    private const string Instead = "the processor proves";

    /// <summary>The findings: library, driver, and each GPU.</summary>
    public static IEnumerable<Finding> Judge(GpuSurvey survey)
    {
        yield return Library(survey);
        if (survey.Library is not null)
        {
            yield return Driver(survey);
        }

        // A machine with a driver lacks something; one without has no use for advice but knows how it would get there.
        foreach (GpuFacts gpu in survey.Gpus)
        {
            yield return Gpu(gpu, survey);
            if (gpu.PinningFailure is { } pinning)
            {
                yield return new Finding(
                    Name(gpu) + "-pinned-memory", FindingState.Unusable,
                    $"GPU {gpu.Device.Ordinal}: {Format.Mebibytes(CudaBackend.PinnedByteCount)} of host memory cannot be pinned for a shard in flight"
                        + $" (limit of locked memory: {survey.LockedMemoryLimit ?? "not known"}): {pinning.Detail}",
                    "raise the limit of locked memory (ulimit -l unlimited; LimitMEMLOCK=infinity for a service), or that of the container");
            }
        }
    }

    private static Finding Library(GpuSurvey survey) => survey switch
    {
        { Library: { } library } => new Finding(
            "native-library", FindingState.Ok, $"native ABI {library.AbiVersion} (libpico_native: {Images(library)})"),
        { KernelModule: null, LibraryFailure: { } failure } => new Finding(
            "native-library", FindingState.Information, $"no library of GPU kernels, and no NVIDIA driver: {Instead} ({failure.Error.Id})"),
        _ => new Finding(
            "native-library", FindingState.Warning, $"the library of GPU kernels cannot be used, so {Instead}: {survey.LibraryFailure?.Detail}",
            Advice(survey.LibraryFailure!)),
    };

    private static Finding Driver(GpuSurvey survey)
    {
        string module = survey.DriverVersion is { } version ? $"driver {version}" : "the NVIDIA driver";
        if (survey.DriverFailure is not { } failure)
        {
            return new Finding(
                "gpu-driver", FindingState.Ok, $"{module} supports CUDA {survey.CudaVersion} (need {KernelLibrary.OldestDriverVersion} or later)");
        }

        return survey.KernelModule is null && failure.Error == ErrorCatalog.GpuDriverMissing
            ? new Finding("gpu-driver", FindingState.Information, $"no NVIDIA driver: {Instead}; for an NVIDIA GPU, install driver 525 or later")
            : new Finding("gpu-driver", FindingState.Warning, $"{module} cannot be used, so {Instead}: {failure.Detail}", Advice(failure));
    }

    private static Finding Gpu(GpuFacts gpu, GpuSurvey survey)
    {
        string head = $"GPU {gpu.Device.Ordinal}: {gpu.Device.Name}, {Format.Gibibytes(gpu.Device.MemoryByteCount)}, sm_{gpu.Device.Architecture}";
        if (gpu.Failure is not { } failure)
        {
            return new Finding(Name(gpu), FindingState.Ok, $"{head}, {string.Join(", ", Details(gpu))}");
        }

        // Naming the others keeps the row away from every later command.
        string others = string.Join(',', survey.Gpus.Where(other => other.Failure is null).Select(other => other.Device.Ordinal.ToString(CultureInfo.InvariantCulture)));
        string what = failure.Error == ErrorCatalog.GpuUnsupported ? $"not supported: {failure.Detail}" : $"cannot be used: {failure.Detail}";
        string fix = failure.Error == ErrorCatalog.GpuUnsupported
            ? others.Length > 0 ? $"nothing to do: it is left out; --devices {others} names the others" : $"{Instead}; {Lower(failure.Error.Remedy)}"
            : Advice(failure);
        return new Finding(Name(gpu), FindingState.Unusable, $"{head}, {what}", fix);
    }

    private static IEnumerable<string> Details(GpuFacts gpu)
    {
        if (gpu.FreeBytes is { } free)
        {
            yield return $"{Format.Gibibytes(free)} free";
        }

        if (gpu.Plan is { } plan)
        {
            yield return $"{Format.Shards(plan.Lanes)} of at most {Format.Count(plan.ShardCells)} cells in flight";
        }

        yield return $"{gpu.Device.MultiprocessorCount} multiprocessors, kernels for sm_{gpu.Device.ImageArchitecture}";
        if (gpu.Telemetry is { } now)
        {
            if (now.IsEccEnabled is { } ecc)
            {
                yield return ecc ? "ECC on" : "ECC off";
            }

            if (now.PowerMilliwatts is { } power)
            {
                yield return $"{power / 1000}{(now.PowerLimitMilliwatts is { } limit ? $" of {limit / 1000}" : "")} W";
            }

            if ((now.MultiprocessorMegahertz, now.MultiprocessorLimitMegahertz) is (not null, _) or (_, not null))
            {
                yield return now.MultiprocessorMegahertz is { } clock
                    ? $"{clock}{(now.MultiprocessorLimitMegahertz is { } most ? $" of {most}" : "")} MHz"
                    : $"up to {now.MultiprocessorLimitMegahertz} MHz";
            }

            if (now.TemperatureCelsius is { } temperature)
            {
                yield return $"{temperature} °C";
            }
        }

        if (gpu.NumaNode is { } node)
        {
            yield return $"NUMA {node}";
        }
    }

    private static string Images(KernelLibrary library)
    {
        string[] forms =
        [
            .. library.CubinArchitectures.Select(architecture => $"sm_{architecture}"),
            .. library.PtxArchitectures.Select(architecture => $"PTX of sm_{architecture}"),
        ];
        return string.Join(", ", forms);
    }

    private static string Name(GpuFacts gpu) => string.Create(CultureInfo.InvariantCulture, $"gpu-{gpu.Device.Ordinal}");

    private static string Advice(PicoException failure) => Lower(failure.Error.Remedy);

    /// <summary>A remedy of the table as the end of a line.</summary>
    private static string Lower(string remedy) => char.ToLowerInvariant(remedy[0]) + remedy[1..].TrimEnd('.');
}
