namespace PiHub.Sdk.Plugins;

/// <summary>Marks a class as a service of the plugin's own container: one instance per start, for itself and its interfaces.</summary>
/// <remarks>Since 0.1.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ServiceAttribute : Attribute;
