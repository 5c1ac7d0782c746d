// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;
using PicoEngine.Verifier.Tool;

try
{
    VerifyCommand.Run(args, Console.Out);
    return (int)ExitCode.Ok;
}
catch (PicoException failure)
{
    Console.Error.WriteLine($"error {failure.Error}: {failure.Detail}");
    Console.Error.WriteLine($"  cause: {failure.Error.Cause}");
    Console.Error.WriteLine($"  remedy: {failure.Error.Remedy}");
    return (int)failure.Error.Exit;
}
catch (OutOfMemoryException failure)
{
    Console.Error.WriteLine($"error {ErrorCatalog.HostOutOfMemory}: {failure.Message}");
    return (int)ErrorCatalog.HostOutOfMemory.Exit;
}
