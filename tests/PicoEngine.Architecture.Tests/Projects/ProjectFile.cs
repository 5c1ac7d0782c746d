// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Xml.Linq;

namespace PicoEngine.Architecture.Tests.Projects;

/// <summary>What a project file says about its references.</summary>
internal sealed record ProjectFile(string Name, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    public static ProjectFile Load(string folder, string name)
    {
        XDocument document = XDocument.Parse(Repository.Read($"{folder}/{name}/{name}.csproj"));
        return new ProjectFile(
            name,
            [.. Includes(document, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))],
            [.. Includes(document, "PackageReference")]);
    }

    private static IEnumerable<string> Includes(XDocument document, string item) =>
        document.Descendants(item).Select(element => (string?)element.Attribute("Include")).OfType<string>();
}
