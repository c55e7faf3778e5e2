using System.Reflection;
using System.Xml.Linq;

namespace PiHub.Conventions.Tests.Settings;

/// <summary>Compares what the documentation of options types says with what a new instance holds.</summary>
internal static class OptionsDefaults
{
    /// <summary>Each bindable property whose <c>&lt;value&gt;</c> is missing or is not the real default.</summary>
    /// <param name="type">An options class with a parameterless constructor.</param>
    /// <param name="documentation">The compiler's XML documentation of its assembly.</param>
    public static IEnumerable<Violation> Check(Type type, XDocument documentation)
    {
        object instance = Activator.CreateInstance(type, nonPublic: true)
            ?? throw new InvalidOperationException($"{type} cannot be created.");
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            string member = $"P:{type.FullName?.Replace('+', '.')}.{property.Name}";
            XElement? value = documentation.Descendants("member")
                .FirstOrDefault(element => element.Attribute("name")?.Value == member)?.Element("value");
            object? real = property.GetValue(instance);
            if (value is null)
            {
                yield return new Violation(member, "its documentation has no <value>");
            }
            else if (!DefaultText.Says(TextOf(value), real))
            {
                yield return new Violation(member, $"documented default '{TextOf(value)}', real default '{DefaultText.Of(real)}'");
            }
        }
    }

    private static string TextOf(XElement value) => string.Concat(value.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => (see.Attribute("langword") ?? see.Attribute("cref"))?.Value.Split('.', ':')[^1],
        XElement element => element.Value,
        _ => "",
    })).Trim();
}
