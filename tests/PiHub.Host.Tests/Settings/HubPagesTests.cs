using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using PiHub.Host.Settings;
using PiHub.Mqtt;
using PiHub.Mqtt.Transport.Tls;
using PiHub.Recorder;
using PiHub.Recorder.Retention;
using PiHub.Settings.Layers;
using PiHub.Sqlite;

namespace PiHub.Host.Tests.Settings;

public sealed class HubPagesTests
{
    /// <summary>The pages' classes, each with the options whose values it sets.</summary>
    public static TheoryData<Type, Type> Pages => new()
    {
        { typeof(MqttSettings), typeof(BrokerOptions) },
        { typeof(MqttTlsSettings), typeof(MqttTlsOptions) },
        { typeof(RecorderSettings), typeof(RecorderOptions) },
        { typeof(RetentionRuleSettings), typeof(RetentionRule) },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void Settings_HaveNamesTypesRangesAndDefaultsOfTheirOptions(Type settings, Type options)
    {
        object ours = Activator.CreateInstance(settings) ?? throw new InvalidOperationException("No settings.");
        object theirs = Activator.CreateInstance(options) ?? throw new InvalidOperationException("No options.");
        PropertyInfo[] properties = [.. settings.GetProperties().Where(IsValue)];

        Assert.NotEmpty(properties);
        foreach (PropertyInfo property in properties)
        {
            PropertyInfo? option = options.GetProperty(property.Name);
            Assert.True(option is not null, $"{options.Name} has no {property.Name}");
            Assert.Equal(property.PropertyType, option.PropertyType);
            Assert.Equal($"{option.GetValue(theirs)}", $"{property.GetValue(ours)}");
            Assert.Equal(LimitsOf(option), LimitsOf(property));
        }
    }

    [Fact]
    public void StoredValues_OfNobody_LeaveTheConfigurationAsItIs()
    {
        string folder = Directory.CreateTempSubdirectory("pihub-").FullName;
        using var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Mqtt:MaximumClients"] = "5" });

        ConfiguredSettings configured = HubPages.AddStored(configuration, new SqliteDatabase(Path.Combine(folder, "hub.db")));

        Assert.NotNull(configured);
        Assert.Equal("5", configuration["Mqtt:MaximumClients"]);
        Assert.Null(configuration["Recorder:CommitWindow"]);
        new SqliteDatabase(Path.Combine(folder, "hub.db")).ClosePool();
        Directory.Delete(folder, recursive: true);
    }

    // The nested page and the table are compared by themselves.
    private static bool IsValue(PropertyInfo property) =>
        property.Name is not (nameof(MqttSettings.Tls) or nameof(RecorderSettings.Retention));

    private static string LimitsOf(PropertyInfo property) => property.GetCustomAttribute<RangeAttribute>() is { } range
        ? string.Create(CultureInfo.InvariantCulture, $"{range.Minimum}..{range.Maximum}")
        : "";
}
