using System.Reflection;
using Xunit.Sdk;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>Runs a theory for protocol level 4 (MQTT 3.1.1) and 5 (MQTT 5.0), each with every given row behind it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BothVersionsAttribute(params object[] values) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        foreach (int level in new[] { 4, 5 })
        {
            if (values.Length == 0)
            {
                yield return [level];
            }

            foreach (object value in values)
            {
                yield return [level, value];
            }
        }
    }
}
