using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests.Members;

/// <summary>A public number of the SDK or the HAL ends with its unit.</summary>
internal sealed partial class UnitSuffixRule : IRule
{
    public string Name => "unit-suffix";

    public IEnumerable<Violation> Check(SourceTree tree) =>
        from file in tree.ProductCSharp
        where !file.Path.StartsWith("host/", StringComparison.Ordinal) && !file.Path.StartsWith("plugins/", StringComparison.Ordinal)
        from type in file.Syntax.AllTypes().OfType<TypeDeclarationSyntax>()
        where IsOpen(type)
        from member in NumbersOf(type)
        where !UnitEnding().IsMatch(member)
        select new Violation($"{file.Path}#{type.Identifier.Text}.{member}", "a number's name ends with its unit, with what it counts, or with Count, Index, Length");

    private static IEnumerable<string> NumbersOf(TypeDeclarationSyntax type)
    {
        bool isOpenByDefault = type is InterfaceDeclarationSyntax;
        var parameters = type is RecordDeclarationSyntax { ParameterList: { } list } ? list.Parameters : [];
        return parameters.Where(parameter => IsNumber(parameter.Type)).Select(parameter => parameter.Identifier.Text)
            .Concat(type.Members.Where(member => isOpenByDefault || member.Modifiers.Any(SyntaxKind.PublicKeyword)).SelectMany(member => member switch
            {
                PropertyDeclarationSyntax property when IsNumber(property.Type) => [property.Identifier.Text],
                FieldDeclarationSyntax field when IsNumber(field.Declaration.Type) =>
                    field.Declaration.Variables.Select(variable => variable.Identifier.Text),
                _ => Enumerable.Empty<string>(),
            }));
    }

    private static bool IsOpen(TypeDeclarationSyntax type) =>
        type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().All(outer => outer.Modifiers.Any(SyntaxKind.PublicKeyword));

    private static bool IsNumber(SyntaxNode? type) => type is not null && NumberType().IsMatch(type.ToString());

    [GeneratedRegex(@"^(double|float|decimal|s?byte|u?short|u?int|u?long)\??$")]
    private static partial Regex NumberType();

    [GeneratedRegex("(Volts?|Amperes?|Watts?|WattHours?|VoltAmperes?|Vars?|Ohms?|Hertz|Baud|BitsPerSecond|Decibels?|Celsius|Kelvin"
        + "|Pascals?|Meters?|Grams?|Kilograms?|Liters?|Lux|Degrees?|Percent|Ratio|Factor|Bits?|Bytes?|Ticks|Microseconds|Milliseconds"
        + "|Seconds|Minutes|Hours|Days|PerSecond|PerMinute|PerHour|Count|Index|Length|Port|Address"
        + "|(Samples|Messages|Datagrams|Edges|Points|Metrics|Decimals|Restarts|Devices)(Dropped|Rejected|Sent|Received)?)$")]
    private static partial Regex UnitEnding();
}
