namespace PiHub.PluginHost.Manifests;

/// <summary>Collects what is wrong with a manifest, each with its line.</summary>
internal sealed class ManifestErrors(IReadOnlyDictionary<string, int> lines)
{
    private readonly List<ManifestError> _errors = [];

    public IReadOnlyList<ManifestError> All => _errors;

    public bool Has(string path) => _errors.Exists(error => error.Path == path);

    public void Add(string path, string message, string remedy) =>
        _errors.Add(new ManifestError(path, message, remedy, lines.GetValueOrDefault(path)));
}
