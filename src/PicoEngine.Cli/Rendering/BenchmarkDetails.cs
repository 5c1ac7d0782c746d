// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Text.Json;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Profiling;
using PicoEngine.Cli.Benchmarks;
using PicoEngine.Cli.Benchmarks.Kernels;
using PicoEngine.Proving.Devices;
using DeviceState = PicoEngine.Cli.Benchmarks.Kernels.DeviceState;

namespace PicoEngine.Cli.Rendering;

/// <summary>What reports of kernels have beside their rows: the device, its limits, and which kernels the time went to.</summary>
internal static class BenchmarkDetails
{
    /// <summary>The lines below the table.</summary>
    public static IEnumerable<string> Lines(BenchmarkReport report)
    {
        if (report.Selection is { } selection)
        {
            yield return $"backend {selection.Reason}";
            foreach (string driver in selection.Devices.Select(device => device.Facts.Driver).OfType<string>().Distinct())
            {
                yield return $"driver {driver}";
            }
        }

        foreach (DeviceReport done in report.Proved.Where(done => report.Selection is not { Kind: BackendKind.Cpu }))
        {
            yield return BackendRenderer.Text(done);
        }

        if (report.Device is { } measured)
        {
            yield return $"{measured.Device.Name} (sm_{measured.Device.Architecture}), driver {measured.Driver}; before: {Text(measured.Before)}; after: {Text(measured.After)}";
        }

        if (report.Clock is { } clock)
        {
            yield return $"times: {clock}, median of several runs";
        }

        foreach (BenchmarkRow figure in report.Ceilings)
        {
            yield return Line($"limit, {figure.Name}: {figure.Measured:N1} {figure.Unit}");
        }

        foreach (BenchmarkRow row in report.Rows)
        {
            // A case of one kernel says nothing new.
            if (row.Detail is { Kernels.Count: > 1 } detail)
            {
                foreach (KernelShare kernel in detail.Kernels)
                {
                    yield return Line($"{row.Name.Split(':')[0]}: {kernel.Name} {kernel.Launches} x, {1e3 * kernel.Seconds:N3} ms, {100 * kernel.Seconds / detail.MedianSeconds:N1} %");
                }
            }
        }

        foreach (ProfiledDevice device in report.Devices)
        {
            yield return Line($"{device.Device.Name}: kernels {device.KernelSeconds:N3} s of {device.WallSeconds:N3} s, {100 * device.ShareOutsideKernels:N1} % outside of them; memory at most {Format.Mebibytes(device.PeakBytes)}, planned for a shard {Format.Mebibytes(device.PlanBytes)}");
            foreach (DeviceWork work in device.Profile.Work.OrderByDescending(work => work.Seconds))
            {
                yield return Line($"  {work.Name} {work.Count} x, {1e3 * work.Seconds:N3} ms, {100 * work.Seconds / device.WallSeconds:N1} %{(work.Bytes > 0 ? Line($", {work.Bytes / work.Seconds / 1e9:N1} GB/s") : "")}");
            }
        }

        foreach (string remark in report.Remarks)
        {
            yield return remark;
        }
    }

    /// <summary>The members of a report before its rows.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, BenchmarkReport report)
    {
        if (report.Selection is { } selection)
        {
            BackendRenderer.WriteChoice(writer, selection);
            BackendRenderer.WriteDevices(writer, selection, report.Proved);
        }

        WriteText("backend", report.Backend);
        WriteText("clock", report.Clock);
        if (report.Device is { } measured)
        {
            writer.WriteStartObject("device");
            writer.WriteString("name", measured.Device.Name);
            writer.WriteString("architecture", $"sm_{measured.Device.Architecture}");
            writer.WriteString("driver", measured.Driver);
            writer.WriteNumber("multiprocessors", measured.Device.MultiprocessorCount);
            writer.WriteNumber("memoryBytes", measured.Device.MemoryByteCount);
            writer.WriteNumber("cacheBytes", measured.Device.CacheByteCount);
            WriteState("before", measured.Before);
            WriteState("after", measured.After);
            writer.WriteEndObject();
        }

        if (report.Devices.Count > 0)
        {
            writer.WriteStartArray("devices");
            foreach (ProfiledDevice device in report.Devices)
            {
                WriteDevice(writer, device);
            }

            writer.WriteEndArray();
        }

        if (report.Ceilings.Count > 0)
        {
            writer.WriteStartArray("ceilings");
            foreach (BenchmarkRow figure in report.Ceilings)
            {
                writer.WriteStartObject();
                writer.WriteString("name", figure.Name);
                writer.WriteNumber("measured", figure.Measured);
                writer.WriteString("unit", figure.Unit);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        if (report.Remarks.Count > 0)
        {
            writer.WriteStartArray("remarks");
            foreach (string remark in report.Remarks)
            {
                writer.WriteStringValue(remark);
            }

            writer.WriteEndArray();
        }

        void WriteText(string name, string? text)
        {
            if (text is not null)
            {
                writer.WriteString(name, text);
            }
        }

        void WriteState(string name, DeviceState state)
        {
            writer.WriteStartObject(name);
            JsonReport.WriteValue(writer, "multiprocessorMegahertz", state.MultiprocessorMegahertz);
            JsonReport.WriteValue(writer, "memoryMegahertz", state.MemoryMegahertz);
            WriteNumber("watts", state.Watts);
            JsonReport.WriteValue(writer, "celsius", state.Celsius);
            writer.WriteEndObject();
        }

        void WriteNumber(string name, double? value)
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
    }

    /// <summary>The members of a row behind its figures.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, KernelDetail? detail)
    {
        if (detail is null)
        {
            return;
        }

        writer.WriteStartObject("seconds");
        writer.WriteNumber("median", detail.MedianSeconds);
        writer.WriteNumber("least", detail.LeastSeconds);
        writer.WriteNumber("most", detail.MostSeconds);
        writer.WriteEndObject();
        writer.WriteNumber("runs", detail.Runs);
        writer.WriteNumber("units", detail.Units);
        writer.WriteNumber("bytes", detail.Bytes);
        if (detail.LimitedBy is { } resource)
        {
            writer.WriteString("limitedBy", resource);
        }

        if (detail.Kernels.Count > 0)
        {
            WriteKernels(writer, detail.Kernels);
        }
    }

    /// <summary>The member <c>kernels</c>.</summary>
    public static void WriteKernels(Utf8JsonWriter writer, IReadOnlyList<KernelShare> kernels)
    {
        writer.WriteStartArray("kernels");
        foreach (KernelShare kernel in kernels)
        {
            writer.WriteStartObject();
            writer.WriteString("name", kernel.Name);
            writer.WriteNumber("launches", kernel.Launches);
            writer.WriteNumber("seconds", kernel.Seconds);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteDevice(Utf8JsonWriter writer, ProfiledDevice device)
    {
        writer.WriteStartObject();
        writer.WriteString("name", device.Device.Name);
        writer.WriteString("architecture", $"sm_{device.Device.Architecture}");
        writer.WriteNumber("wallSeconds", device.WallSeconds);
        writer.WriteNumber("busySeconds", device.Profile.BusySeconds);
        writer.WriteNumber("kernelSeconds", device.KernelSeconds);
        writer.WriteNumber("shareOutsideKernels", device.ShareOutsideKernels);
        writer.WriteNumber("planBytes", device.PlanBytes);
        writer.WriteNumber("peakBytes", device.PeakBytes);
        writer.WriteStartArray("work");
        foreach (DeviceWork work in device.Profile.Work.OrderByDescending(work => work.Seconds))
        {
            writer.WriteStartObject();
            writer.WriteString("name", work.Name);
            writer.WriteString("kind", char.ToLowerInvariant(work.Kind.ToString()[0]) + work.Kind.ToString()[1..]);
            writer.WriteNumber("count", work.Count);
            writer.WriteNumber("bytes", work.Bytes);
            writer.WriteNumber("seconds", work.Seconds);
            writer.WriteNumber("leastSeconds", work.LeastSeconds);
            writer.WriteNumber("mostSeconds", work.MostSeconds);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Text(DeviceState state) =>
        Line($"{Or(state.MultiprocessorMegahertz)} MHz, memory {Or(state.MemoryMegahertz)} MHz, {Or(state.Watts)} W, {Or(state.Celsius)} C");

    private static string Or<T>(T? value)
        where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture) ?? "?";

    private static string Line(FormattableString text) => FormattableString.Invariant(text);
}
