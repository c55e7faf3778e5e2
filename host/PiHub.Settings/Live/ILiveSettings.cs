namespace PiHub.Settings.Live;

/// <summary>The host's side of <see cref="LiveSettings{TSettings}"/>, whose type parameter is a class of the plugin.</summary>
internal interface ILiveSettings : IAsyncDisposable
{
    /// <summary>Sets what counts before anybody asks; nobody is called back.</summary>
    void Start(object settings);

    /// <summary>Sets what counts now, and has the callbacks called.</summary>
    void Publish(object settings);
}
