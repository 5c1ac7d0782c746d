// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;
using PicoEngine.Contracts.Text;
using PicoEngine.Verifier.Files;

namespace PicoEngine.Cli.Inputs;

/// <summary>What the rejection of a proof or key file means to whoever named the file.</summary>
internal static class FileFailures
{
    public static PicoException OfProof(string path, FileRejection rejection) => Failure(
        path,
        "proof",
        rejection.Position == ProofFile.Magic.Length ? ProofFile.FormatVersion : KeyFile.FormatVersion, // of the file, or of the key in it
        rejection,
        ErrorCatalog.ProofMalformed);

    public static PicoException OfKey(string path, FileRejection rejection) =>
        Failure(path, "verifying key", KeyFile.FormatVersion, rejection, ErrorCatalog.KeyMalformed);

    private static PicoException Failure(string path, string kind, uint version, FileRejection rejection, ErrorCode malformed)
    {
        string found = UntrustedText.Show(rejection.Found);
        string reason = rejection.Reason switch
        {
            FileRejectionReason.Truncated => "it ends too early",
            FileRejectionReason.Magic => $"it does not begin as a {kind} does",
            FileRejectionReason.FormatVersion => $"format version {found}; this engine reads {version}",
            FileRejectionReason.MachineId => $"machine {found}; this engine has another version of it",
            FileRejectionReason.ParameterSet => $"parameter set {found}; this engine has CORE-128 and CORE-100",
            FileRejectionReason.MachineDigest => "its machine has the name of this engine's, and differs from it",
            FileRejectionReason.Annotation => $"an annotation of {found} bytes; there are at most {ProofFile.MaximumAnnotationLength}",
            FileRejectionReason.TrailingBytes => "there are bytes behind its end",
            _ => $"{rejection.Reason}{(found.Length == 0 ? "" : $" {found}")}",
        };
        bool isVersion = rejection.Reason
            is FileRejectionReason.FormatVersion or FileRejectionReason.MachineId or FileRejectionReason.ParameterSet or FileRejectionReason.MachineDigest;
        return new PicoException(
            isVersion ? ErrorCatalog.FileVersion : malformed,
            $"{path}: {reason} (byte {rejection.Position})",
            new Dictionary<string, object?>
            {
                ["file"] = path, ["reason"] = rejection.Reason.ToString(), ["position"] = rejection.Position, ["found"] = found,
            });
    }
}
