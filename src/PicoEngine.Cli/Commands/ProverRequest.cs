// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Devices;
using PicoEngine.Proving;

namespace PicoEngine.Cli.Commands;

/// <summary>The prover that a command line asks for: its options, and on which devices.</summary>
/// <param name="Options">The options, without devices; their memory limit is that of the devices, see <see cref="DeviceSession.Open"/>.</param>
/// <param name="Backend">The devices.</param>
internal sealed record ProverRequest(ProverOptions Options, BackendRequest Backend)
{
    /// <inheritdoc cref="DeviceSession.Open"/>
    public DeviceSession OpenDevices(CommandContext context) => DeviceSession.Open(context, Backend, Options);
}
