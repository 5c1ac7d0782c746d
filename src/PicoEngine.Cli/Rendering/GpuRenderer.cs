// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Cli.Diagnosis;

namespace PicoEngine.Cli.Rendering;

/// <summary>What <c>doctor</c> found of GPUs, as figures for programs.</summary>
internal static class GpuRenderer
{
    /// <summary>The members <c>native</c>, <c>driver</c> and <c>gpus</c>.</summary>
    public static void WriteJson(Utf8JsonWriter writer, GpuSurvey survey)
    {
        if (survey.Library is { } library)
        {
            writer.WriteStartObject("native");
            writer.WriteString("abi", library.AbiVersion.ToString());
            WriteNumbers(writer, "ptx", library.PtxArchitectures);
            WriteNumbers(writer, "cubin", library.CubinArchitectures);
            writer.WriteEndObject();
        }

        writer.WriteStartObject("driver");
        writer.WriteString("version", survey.DriverVersion);
        writer.WriteString("cuda", survey.CudaVersion?.ToString());
        writer.WriteString("cudaNeeded", KernelLibrary.OldestDriverVersion.ToString());
        writer.WriteString("lockedMemoryLimit", survey.LockedMemoryLimit);
        writer.WriteEndObject();
        writer.WriteStartArray("gpus");
        foreach (GpuFacts gpu in survey.Gpus)
        {
            WriteGpu(writer, gpu);
        }

        writer.WriteEndArray();
    }

    private static void WriteGpu(Utf8JsonWriter writer, GpuFacts gpu)
    {
        CudaDevice device = gpu.Device;
        writer.WriteStartObject();
        writer.WriteNumber("index", device.Ordinal);
        writer.WriteString("name", device.Name);
        writer.WriteString("uuid", device.Uuid);
        writer.WriteString("pciBusId", device.PciBusId);
        writer.WriteNumber("architecture", device.Architecture);
        writer.WriteNumber("imageArchitecture", device.ImageArchitecture);
        writer.WriteNumber("multiprocessors", device.MultiprocessorCount);
        writer.WriteNumber("memoryBytes", device.MemoryByteCount);
        WriteNumber(writer, "freeBytes", gpu.FreeBytes);
        WriteNumber(writer, "memoryBytesPerSecond", device.MemoryBytesPerSecond == 0 ? null : device.MemoryBytesPerSecond);
        WriteNumber(writer, "numaNode", gpu.NumaNode);
        DeviceTelemetry? now = gpu.Telemetry;
        WriteBoolean(writer, "ecc", now?.IsEccEnabled);
        WriteNumber(writer, "powerMilliwatts", now?.PowerMilliwatts);
        WriteNumber(writer, "powerLimitMilliwatts", now?.PowerLimitMilliwatts);
        WriteNumber(writer, "clockMegahertz", now?.MultiprocessorMegahertz);
        WriteNumber(writer, "clockLimitMegahertz", now?.MultiprocessorLimitMegahertz);
        WriteNumber(writer, "memoryClockMegahertz", now?.MemoryMegahertz);
        WriteNumber(writer, "temperatureCelsius", now?.TemperatureCelsius);
        if (gpu.Plan is { } plan)
        {
            writer.WriteStartObject("plan");
            BackendRenderer.WritePlan(writer, plan);
            writer.WriteEndObject();
        }

        writer.WriteBoolean("usable", gpu.Failure is null && gpu.PinningFailure is null);
        if ((gpu.Failure ?? gpu.PinningFailure) is { } failure)
        {
            FailureRenderer.WriteError(writer, failure);
        }

        writer.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, IEnumerable<int> numbers)
    {
        writer.WriteStartArray(name);
        foreach (int number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void WriteBoolean(Utf8JsonWriter writer, string name, bool? value)
    {
        if (value is { } truth)
        {
            writer.WriteBoolean(name, truth);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
