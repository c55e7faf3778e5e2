using System.Text.Json.Serialization;
using PiHub.Sdk.Pages;

namespace PiHub.Api.Plugins;

/// <summary>JSON metadata of pages: as <see cref="ApiJson"/>, but without what is not said, for pages are mostly defaults.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    Converters =
    [
        typeof(SnakeCaseEnumConverter<ChartKind>),
        typeof(SnakeCaseEnumConverter<ColumnKind>),
        typeof(SnakeCaseEnumConverter<FieldKind>),
        typeof(SnakeCaseEnumConverter<PageTone>),
    ])]
[JsonSerializable(typeof(IReadOnlyList<PluginPage>))]
internal sealed partial class PageJson : JsonSerializerContext;
