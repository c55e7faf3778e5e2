using PiHub.Sdk.Plugins;
using PiHub.Sdk.Settings;

namespace PiHub.Fixtures.Tunable;

/// <summary>Counts the changes that it is told of, and fails at those to the name <c>bad</c>. It never ends its subscription.</summary>
[Service]
internal sealed class ChangeCounter
{
    private int _changes;
    private volatile string _lastName = "";

    public ChangeCounter(ISettings<TunableSettings> settings)
    {
        NameAtStart = settings.Current.Name;
        settings.OnChange(changed =>
        {
            _lastName = changed.Name;
            Interlocked.Increment(ref _changes);
            if (changed.Name == "bad")
            {
                throw new InvalidOperationException("The fixture refuses this name.");
            }
        });
    }

    public string NameAtStart { get; }

    public string LastName => _lastName;

    public int Changes => Volatile.Read(ref _changes);
}
