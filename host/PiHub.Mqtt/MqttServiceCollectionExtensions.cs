using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PiHub.Mqtt.Access;
using PiHub.Mqtt.Bridges;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Transport.Tls;
using PiHub.Tls;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt;

/// <summary>Composition of the broker.</summary>
public static class MqttServiceCollectionExtensions
{
    /// <summary>Adds <see cref="MqttBroker"/>, its <see cref="IBus"/> and <see cref="RejectedMessages"/>, and <see cref="BrokerOptions"/>
    /// bound to the configuration section <c>Mqtt</c>, and what listeners and access need: <see cref="TopicAcl"/> with
    /// <see cref="AclOptions"/>, <see cref="ServerCertificate"/>, <see cref="MqttTlsOptions"/>; and <see cref="BridgeSet"/> with
    /// <see cref="BridgesOptions"/>. The host must add
    /// <see cref="IPublishJournal"/> and <see cref="IMqttAccess"/>, and open the listeners.</summary>
    /// <param name="services">Where to add them.</param>
    /// <returns>The same collection.</returns>
    /// <remarks>The broker stops before the web server does, so that connections do not delay its stop.</remarks>
    public static IServiceCollection AddPiHubMqtt(this IServiceCollection services)
    {
        services.AddOptions<BrokerOptions>().BindConfiguration("Mqtt").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<MqttTlsOptions>().BindConfiguration("Mqtt:Tls").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<MqttTlsOptions>, MqttTlsValidator>();
        services.AddOptions<AclOptions>().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<AclOptions>, AclSetup>();
        services.AddSingleton<IValidateOptions<AclOptions>, AclSetup>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TopicAcl>();
        services.AddPiHubTls();
        services.AddSingleton<MqttBroker>();
        services.AddSingleton(provider => provider.GetRequiredService<MqttBroker>().Bus);
        services.AddSingleton(provider => provider.GetRequiredService<MqttBroker>().Rejected);
        services.AddHostedService<BrokerLifetime>();
        services.AddOptions<BridgesOptions>().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<BridgesOptions>, BridgesSetup>();
        services.AddSingleton<IValidateOptions<BridgesOptions>, BridgesSetup>();
        services.AddSingleton<BridgeSet>();
        services.AddHostedService<BridgeLifetime>();
        return services;
    }
}
