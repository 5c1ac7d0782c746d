// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Proving.Devices;

namespace PicoEngine.Cli.Rendering;

/// <summary>The devices of a proof, as text and as JSON: what was chosen, how their memory would be used, what each did.</summary>
internal static class BackendRenderer
{
    /// <summary>A kind as the command line names it.</summary>
    public static string Name(BackendKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The members <c>backend</c> and <c>backendReason</c>.</summary>
    public static void WriteChoice(Utf8JsonWriter writer, BackendSelection backend)
    {
        writer.WriteString("backend", Name(backend.Kind));
        writer.WriteString("backendReason", backend.Reason);
    }

    /// <summary>A device's plan on a line.</summary>
    public static string Text(DevicePlan plan) =>
        $"{plan.Device.Id}: {Format.Shards(plan.Lanes)} of at most {Format.Count(plan.ShardCells)} cells in flight, {Format.Mebibytes(plan.PeakBytes)} of {Format.Mebibytes(plan.UsableBytes)}";

    /// <summary>What a full shard takes in each phase, on a line.</summary>
    public static string Phases(DevicePlan plan) =>
        $"{plan.Device.Id}: key {Format.Mebibytes(plan.KeyBytes)}, a full shard {string.Join(", ", plan.Shard.Phases.Select(phase => $"{PhaseNames.InText(phase.Phase)} {Format.Mebibytes(phase.Bytes)}"))}";

    /// <summary>What a device did, on a line.</summary>
    public static string Text(DeviceReport report)
    {
        string retries = report.Retries == 0 ? "" : $", {report.Retries} more failed on it and were made again";
        string state = report.State switch
        {
            DeviceState.Ready => "",
            DeviceState.Lost => "; it stopped answering",
            DeviceState.OutOfMemory => "; its memory does not suffice",
            _ => "; quarantined, because it computed something wrong",
        };
        return $"{report.Id} {report.Name}: {Format.Shards(report.Shards)}, busy for {Format.Seconds(TimeSpan.FromSeconds(report.Seconds))}{retries}{state}";
    }

    /// <summary>The member <c>devices</c> of an estimate.</summary>
    public static void WritePlans(Utf8JsonWriter writer, IEnumerable<DevicePlan> plans)
    {
        writer.WriteStartArray("devices");
        foreach (DevicePlan plan in plans)
        {
            writer.WriteStartObject();
            WritePlan(writer, plan);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The members <c>devices</c> and <c>retriedShards</c> of a proof.</summary>
    public static void WriteReports(Utf8JsonWriter writer, IReadOnlyList<DeviceReport> reports)
    {
        writer.WriteNumber("retriedShards", reports.Sum(report => report.Retries));
        writer.WriteStartArray("devices");
        foreach (DeviceReport report in reports)
        {
            writer.WriteStartObject();
            WriteReport(writer, report);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteReport(Utf8JsonWriter writer, DeviceReport report)
    {
        writer.WriteString("id", report.Id);
        writer.WriteString("name", report.Name);
        writer.WriteNumber("shards", report.Shards);
        writer.WriteNumber("seconds", report.Seconds);
        writer.WriteNumber("retries", report.Retries);
        writer.WriteString("state", JsonNamingPolicy.CamelCase.ConvertName(report.State.ToString()));
    }

    /// <summary>The member <c>provedOn</c>: the devices as they are, and what each did.</summary>
    public static void WriteDevices(Utf8JsonWriter writer, BackendSelection selection, IEnumerable<DeviceReport> reports)
    {
        writer.WriteStartArray("provedOn");
        foreach (DeviceReport report in reports)
        {
            writer.WriteStartObject();
            WriteReport(writer, report);
            if (selection.Devices.FirstOrDefault(device => device.Facts.Id == report.Id)?.Facts is { } facts)
            {
                writer.WriteString("architecture", facts.Architecture);
                writer.WriteString("driver", facts.Driver);
                writer.WriteString("uuid", facts.Uuid);
                writer.WriteNumber("memoryBytes", facts.TotalBytes);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The members of a plan.</summary>
    public static void WritePlan(Utf8JsonWriter writer, DevicePlan plan)
    {
        writer.WriteString("id", plan.Device.Id);
        writer.WriteString("name", plan.Device.Name);
        writer.WriteNumber("usableBytes", plan.UsableBytes);
        writer.WriteNumber("peakBytes", plan.PeakBytes);
        writer.WriteNumber("keyBytes", plan.KeyBytes);
        writer.WriteNumber("shardsInFlight", plan.Lanes);
        writer.WriteNumber("shardCells", plan.ShardCells);
        writer.WriteStartObject("shardBytes");
        foreach (PhaseMemory phase in plan.Shard.Phases)
        {
            writer.WriteNumber(PhaseNames.InJson(phase.Phase), phase.Bytes);
        }

        writer.WriteEndObject();
    }
}
