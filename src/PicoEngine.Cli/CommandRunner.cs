// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Cli;

/// <summary>The one place where failures become exit codes.</summary>
internal static class CommandRunner
{
    /// <summary>Runs <paramref name="body"/>; a failure is written and ends with the exit code of its class.</summary>
    public static int Run(CommandContext context, bool json, bool detailed, Func<ExitCode> body)
    {
        PicoException failure;
        try
        {
            return (int)body();
        }
        catch (PicoException exception)
        {
            failure = exception;
        }
        catch (OperationCanceledException exception)
        {
            failure = new PicoException(ErrorCatalog.Cancelled, "stopped on request", inner: exception);
        }
        catch (OutOfMemoryException exception)
        {
            failure = new PicoException(ErrorCatalog.HostOutOfMemory, exception.Message, inner: exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A closed descriptor gives the second. Files that the command names have their own guard: what is left is the output.
            failure = new PicoException(ErrorCatalog.FileUnreadable, $"the output cannot be written: {exception.Message}", inner: exception);
        }
        catch (Exception exception)
        {
            failure = new PicoException(ErrorCatalog.Internal, $"{exception.GetType().Name}: {exception.Message}", inner: exception);
        }

        Write(context, failure, json, detailed);
        return (int)failure.Error.Exit;
    }

    private static void Write(CommandContext context, PicoException failure, bool json, bool detailed)
    {
        try
        {
            FailureRenderer.Write(context, failure, json, detailed);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nobody is left to tell; the exit code still says it.
        }
    }
}
