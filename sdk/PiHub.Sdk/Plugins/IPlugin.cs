namespace PiHub.Sdk.Plugins;

/// <summary>The entry of a plugin or driver package: one class that declares what the package brings.</summary>
/// <remarks>
/// <para>Implemented by the author; the host creates it with its parameterless constructor, calls <see cref="Configure"/> once per
/// start, and keeps nothing of it afterwards. A package has exactly one public class that implements it.</para>
/// <para>An exception thrown here stops the start: the plugin becomes <c>quarantined</c> with the message as its reason, and the hub
/// goes on.</para>
/// <example>
/// <code>
/// public sealed class DoorbellPlugin : IPlugin
/// {
///     public void Configure(IPluginBuilder plugin) => plugin
///         .AddSampleHandler&lt;Rings&gt;("pihub/doorbell/state")
///         .MapApi(DoorbellApi.Map);
/// }
/// </code>
/// </example>
/// Since 0.1.
/// </remarks>
public interface IPlugin
{
    /// <summary>Declares handlers, drivers, routes and pages. Must not block, start work or keep <paramref name="plugin"/>.</summary>
    /// <param name="plugin">The declarations of this start; valid only during the call.</param>
    void Configure(IPluginBuilder plugin);
}
