namespace PiHub.Fixtures.Showcase;

internal sealed record Part(string? Name, double? Amount);
