namespace PiHub.PluginHost.Packages;

/// <summary>Collects why a package is refused; bounded, what is too much is only counted.</summary>
internal sealed class RefusalReasons
{
    private const int Maximum = 50;

    private readonly List<string> _reasons = [];
    private int _more;

    public bool Any => _reasons.Count > 0;

    public void Add(string reason)
    {
        if (_reasons.Count < Maximum)
        {
            _reasons.Add(reason);
        }
        else
        {
            _more++;
        }
    }

    /// <exception cref="PackageRefusedException">There are reasons.</exception>
    public void ThrowIfAny()
    {
        if (Any)
        {
            throw new PackageRefusedException(_more == 0 ? [.. _reasons] : [.. _reasons, $"and {_more} more mistakes like these: mend the first ones"]);
        }
    }
}
