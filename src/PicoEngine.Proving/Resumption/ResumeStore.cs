// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Proving.Resumption;

/// <summary>
/// The finished shards of one run in a directory: a manifest that says which run, and a file for each shard. Files are written under a temporary name and
/// renamed, so one that has its name is whole unless the disk lost it; a checksum finds that.
/// </summary>
internal sealed class ResumeStore : IDisposable
{
    private const string ManifestName = "run.txt";
    private const string LockName = "lock";
    private const string TemporarySuffix = ".part";

    private readonly string _directory;
    private readonly byte[] _manifestSha256;
    private readonly FileStream _lock;

    private ResumeStore(string directory, byte[] manifestSha256, FileStream owned) =>
        (_directory, _manifestSha256, _lock) = (directory, manifestSha256, owned);

    /// <summary>Opens the directory for a run, or begins it.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="manifest">The run.</param>
    /// <param name="warn">Gets warnings.</param>
    /// <param name="replaced">The same run as it was begun with a commitment that proved wrong, or null: then the directory is begun again.</param>
    /// <exception cref="PicoException"><c>resume-mismatch</c>: it belongs to another run; <c>resume-storage</c>: it cannot be used.</exception>
    public static ResumeStore Open(string directory, RunManifest manifest, Action<string>? warn, RunManifest? replaced = null)
    {
        FileStream? owned = null;
        try
        {
            Directory.CreateDirectory(directory);
            owned = new FileStream(Path.Combine(directory, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            string path = Path.Combine(directory, ManifestName);
            if (!File.Exists(path) || (replaced is not null && File.ReadAllBytes(path).AsSpan().SequenceEqual(replaced.ToBytes())))
            {
                WriteWhole(path, manifest.ToBytes());
            }
            else if (RunManifest.Parse(File.ReadAllBytes(path)) is { } found)
            {
                RequireSame(directory, manifest, found);
            }
            else
            {
                warn?.Invoke($"{ManifestName} in the resume directory is damaged and was written again");
                WriteWhole(path, manifest.ToBytes());
            }

            return new ResumeStore(directory, manifest.Sha256(), owned);
        }
        catch (Exception failure)
        {
            owned?.Dispose();
            if (failure is IOException or UnauthorizedAccessException)
            {
                throw StorageFailure(directory, failure);
            }

            throw;
        }
    }

    /// <summary>A finished shard, or null when there is none, or only a damaged file of which <paramref name="warn"/> is told.</summary>
    /// <exception cref="PicoException"><c>resume-storage</c>: a file that is there cannot be read.</exception>
    public StoredShard? Load(int number, Action<string>? warn)
    {
        string path = PathOf(number);
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            if (StoredShardCodec.Read(File.ReadAllBytes(path), _manifestSha256) is { } shard && shard.Number == number)
            {
                return shard;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StorageFailure(_directory, failure);
        }

        warn?.Invoke($"the stored proof of shard {number} is damaged and is made again");
        return null;
    }

    /// <summary>Keeps a finished shard.</summary>
    /// <exception cref="PicoException"><c>resume-storage</c>: it cannot be written; what was there before is untouched.</exception>
    public void Save(StoredShard shard)
    {
        try
        {
            WriteWhole(PathOf(shard.Number), StoredShardCodec.Write(shard, _manifestSha256));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StorageFailure(_directory, failure);
        }
    }

    public void Dispose() => _lock.Dispose();

    private string PathOf(int number) => Path.Combine(_directory, $"shard-{number.ToString("d5", CultureInfo.InvariantCulture)}.bin");

    private static void WriteWhole(string path, byte[] bytes)
    {
        string temporary = path + TemporarySuffix;
        using (FileStream file = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static void RequireSame(string directory, RunManifest manifest, IReadOnlyDictionary<string, string> found)
    {
        string[] different = [.. manifest.Values.Where(value => found.GetValueOrDefault(value.Name) != value.Value).Select(value => value.Name)];
        if (different.Length > 0)
        {
            throw new PicoException(
                ErrorCatalog.ResumeMismatch,
                $"{directory} differs from this run in: {string.Join(", ", different)}",
                new Dictionary<string, object?> { ["directory"] = directory, ["different"] = different });
        }
    }

    private static PicoException StorageFailure(string directory, Exception failure) => new(
        ErrorCatalog.ResumeStorage, $"{directory}: {failure.Message}", new Dictionary<string, object?> { ["directory"] = directory }, failure);
}
