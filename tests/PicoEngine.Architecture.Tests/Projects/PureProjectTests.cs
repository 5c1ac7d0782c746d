// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Xunit;

namespace PicoEngine.Architecture.Tests.Projects;

/// <summary>
/// A pure project's compiler refuses what <c>src/BannedSymbols.Pure.txt</c> lists. Here: the analyzer is on for each of them,
/// nothing turns it off, and the compiled assemblies refer to none of it.
/// </summary>
public sealed class PureProjectTests
{
    private const string List = "src/BannedSymbols.Pure.txt";

    public static TheoryData<string> PureAssemblies =>
        [.. Repository.ProjectsIn("src").Where(name => ReferenceRules.Pure.Contains(ReferenceRules.ShortName(name)))];

    private static string[] BannedSymbols { get; } =
    [
        .. Repository.Read(List).Split('\n')
            .Select(line => line.Split(';')[0].Trim())
            .Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Build_settings_turn_the_analyzer_on_for_every_pure_project()
    {
        XDocument settings = XDocument.Parse(Repository.Read("Directory.Build.props"));
        string[] wired = settings.Descendants("PureProjects").Single().Value.Split(';', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(ReferenceRules.Pure.Select(ReferenceRules.FullName), wired);

        XElement items = settings.Descendants("ItemGroup")
            .Single(group => ((string?)group.Attribute("Condition"))?.Contains("$(PureProjects.Contains(", StringComparison.Ordinal) == true);
        Assert.Contains(items.Elements("PackageReference"),
            item => (string?)item.Attribute("Include") == "Microsoft.CodeAnalysis.BannedApiAnalyzers");
        Assert.Contains(items.Elements("AdditionalFiles"),
            item => (string?)item.Attribute("Include") == "$(MSBuildThisFileDirectory)" + List);
        Assert.Equal("true", settings.Descendants("TreatWarningsAsErrors").Single().Value);
    }

    [Fact]
    public void Pure_project_does_not_silence_the_analyzer()
    {
        Repository.AssertNone(
            from file in Repository.Files
            where Path.GetExtension(file) is ".csproj" or ".editorconfig" or ".globalconfig" or ".cs"
            where Repository.Read(file).Contains("RS" + "0030", StringComparison.Ordinal)
            select file,
            "RS" + "0030 is mentioned in:");
    }

    [Theory]
    [MemberData(nameof(PureAssemblies))]
    public void Pure_assembly_refers_to_no_banned_symbol(string name) =>
        Repository.AssertNone(BannedReferences(name), $"{name} refers to:");

    [Fact]
    public void Banned_symbol_is_found_in_an_assembly_that_uses_it()
    {
        IReadOnlyList<string> found = BannedReferences(typeof(PureProjectTests).Assembly.GetName().Name!);
        Assert.Contains("T:System.IO.File", found);
        Assert.Contains("P:System.DateTime.UtcNow", found);
        Assert.NotEqual(default, DateTime.UtcNow);
    }

    private static IReadOnlyList<string> BannedReferences(string assembly)
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        using PEReader image = new(file);
        MetadataReader metadata = image.GetMetadataReader();
        HashSet<string> symbols = [];
        foreach (TypeReferenceHandle handle in metadata.TypeReferences)
        {
            TypeReference type = metadata.GetTypeReference(handle);
            string space = metadata.GetString(type.Namespace);
            symbols.Add($"T:{space}.{metadata.GetString(type.Name)}");
            for (string part = space; part.Length > 0; part = part[..Math.Max(0, part.LastIndexOf('.'))])
            {
                symbols.Add("N:" + part);
            }
        }

        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            MemberReference member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
            {
                TypeReference type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
                string owner = $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
                string name = metadata.GetString(member.Name);
                symbols.Add(name.StartsWith("get_", StringComparison.Ordinal) ? $"P:{owner}.{name[4..]}" : $"M:{owner}.{name}");
            }
        }

        return [.. BannedSymbols.Where(symbols.Contains)];
    }
}
