using PiHub.Recorder.Exchange;

namespace PiHub.Api.Readings;

/// <summary>What became of an import's lines.</summary>
/// <param name="Imported">Readings that are on disk now.</param>
/// <param name="Refused">Lines that were refused.</param>
/// <param name="Errors">The first 100 of those: line, from 1, and reason.</param>
internal sealed record ImportResponse(long Imported, long Refused, IReadOnlyList<ImportError> Errors);
