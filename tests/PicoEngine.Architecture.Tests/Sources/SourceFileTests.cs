// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.RegularExpressions;
using Xunit;

namespace PicoEngine.Architecture.Tests.Sources;

public sealed partial class SourceFileTests
{
    private const string Licence = "SPDX-License-Identifier: MIT OR Apache-2.0";

    private const int ManagedLineLimit = 600;
    private const int NativeLineLimit = 500;

    // Tables of constants may be longer: name the file and what its numbers are.
    private static readonly Dictionary<string, string> TablesOfConstants = [];

    // Folders without a namespace of their own: a namespace KoalaBear would hide the type KoalaBear, and its extension stands beside it.
    private static readonly string[] FoldersOfTheirParent =
    [
        "src/PicoEngine.Fields/KoalaBear", "src/PicoEngine.Fields/Extension",
        "tests/PicoEngine.Fields.Tests/KoalaBear", "tests/PicoEngine.Fields.Tests/Extension",
    ];

    private static readonly string[] NativeExtensions = [".c", ".h", ".S", ".ld", ".cpp", ".hpp", ".cu", ".cuh"];

    private static IEnumerable<string> ManagedSources =>
        Repository.FilesUnder("src", ".cs").Concat(Repository.FilesUnder("tests", ".cs"));

    private static IEnumerable<string> NativeSources => Repository.FilesUnder("native", NativeExtensions);

    [Fact]
    public void Source_file_says_its_licence_in_the_first_lines()
    {
        string[] sources =
        [
            .. ManagedSources, .. NativeSources,
            .. Repository.Files.Where(file => Path.GetExtension(file) is ".sh" or ".ps1" or ".py"), ".ci/run",
        ];
        Repository.AssertNone(
            sources.Where(file => !File.ReadLines(Repository.FullPath(file)).Take(2).Any(line => line.Contains(Licence, StringComparison.Ordinal))),
            $"'{Licence}' is missing from the first two lines:");
    }

    [Fact]
    public void Source_file_keeps_within_its_budget_of_lines()
    {
        Repository.AssertNone(
            TooLong(ManagedSources, ManagedLineLimit).Concat(TooLong(NativeSources, NativeLineLimit)),
            "Files to be split by subject:");

        static IEnumerable<string> TooLong(IEnumerable<string> files, int limit) =>
            from file in files
            where !TablesOfConstants.ContainsKey(file)
            let lines = File.ReadLines(Repository.FullPath(file)).Count()
            where lines > limit
            select $"{file}: {lines} lines, limit {limit}";
    }

    [Fact]
    public void Table_of_constants_on_the_list_is_there_and_needs_the_exemption() =>
        Repository.AssertNone(
            TablesOfConstants.Keys.Where(file => !Repository.Exists(file)
                || File.ReadLines(Repository.FullPath(file)).Count() <= ManagedLineLimit),
            "Listed for nothing:");

    [Fact]
    public void Namespace_equals_folder()
    {
        Repository.AssertNone(
            from file in ManagedSources
            let match = NamespaceLine().Match(Repository.Read(file))
            where match.Success
            let folder = file[..file.LastIndexOf('/')]
            let named = FoldersOfTheirParent.Contains(folder) ? folder[..folder.LastIndexOf('/')] : folder
            let expected = string.Join('.', named.Split('/')[1..])
            where match.Groups[1].Value != expected
            select $"{file}: {match.Groups[1].Value}, expected {expected}",
            "Namespaces that are not their folder:");
    }

    [Fact]
    public void Type_name_avoids_the_words_that_say_nothing()
    {
        Repository.AssertNone(
            from file in ManagedSources
            from Match match in EmptyTypeName().Matches(Repository.Read(file))
            select $"{file}: {match.Groups[1].Value}",
            "Types to be named after what they are:");
    }

    [Fact]
    public void Platform_invoke_stands_only_in_the_cuda_backend()
    {
        // One function of the C library, which the runtime has no way to call for us; the file says what for.
        const string Exception = "src/PicoEngine.Backends/Buffers/HugePages.cs";
        Repository.AssertNone(
            from file in Repository.FilesUnder("src", ".cs")
            where !file.StartsWith("src/PicoEngine.Backends.Cuda/", StringComparison.Ordinal) && file != Exception
            where PlatformInvoke().IsMatch(Repository.Read(file))
            select file,
            "LibraryImport or DllImport outside PicoEngine.Backends.Cuda:");
    }

    [Fact]
    public void Word_for_unfinished_work_is_absent()
    {
        Repository.AssertNone(
            Lines(Repository.FilesUnder("src").Concat(Repository.FilesUnder("tests")).Concat(Repository.FilesUnder("native")), UnfinishedWork()),
            "Unfinished by its own word:");
    }

    [Fact]
    public void Path_of_a_developer_is_absent() =>
        Repository.AssertNone(Lines(Repository.Files, LocalPath()), "Paths that exist on one machine only:");

    [Fact]
    public void Script_is_executable()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no executable bit");
        string[] scripts = [".ci/run", .. Repository.Files.Where(file => Path.GetExtension(file) == ".sh")];
        Repository.AssertNone(scripts.Where(file => !IsExecutable(file)), "Scripts without the executable bit:");

        static bool IsExecutable(string file) =>
            OperatingSystem.IsWindows() || File.GetUnixFileMode(Repository.FullPath(file)).HasFlag(UnixFileMode.UserExecute);
    }

    private static IEnumerable<string> Lines(IEnumerable<string> files, Regex pattern) =>
        from file in files
        let text = Repository.Read(file)
        where !text.Contains('\0', StringComparison.Ordinal) // binary
        from line in text.Split('\n').Select((content, index) => (Content: content, Number: index + 1))
        where pattern.IsMatch(line.Content)
        select $"{file}:{line.Number}: {line.Content.Trim()}";

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"\b(?:class|struct|record|interface|enum)\s+(\w*(?:Helpers?|Utils?|Utilities|Manager|V2|Misc))\b")]
    private static partial Regex EmptyTypeName();

    [GeneratedRegex(@"\[\s*(LibraryImport|DllImport)\b")]
    private static partial Regex PlatformInvoke();

    // Spelled with classes so that this file does not contain what it looks for.
    [GeneratedRegex("[T]ODO|[F]IXME|[H]ACK|[N]otImplementedException|[X]XX")]
    private static partial Regex UnfinishedWork();

    [GeneratedRegex(@"(?<![\w.])(/[h]ome|/[r]oot|/[w]ork|/[U]sers|/[t]mp|[A-Z]:\\[U]sers)[/\\]\w")]
    private static partial Regex LocalPath();
}
