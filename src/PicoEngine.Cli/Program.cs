// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Cli;

using var cancellation = new CancellationTokenSource();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
return PicoCommand.Run(args, CommandContext.ForProcess(cancellation.Token));

void Cancel(PosixSignalContext signal)
{
    // A second signal ends the process at once, should the command not listen.
    signal.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}
