using System.Runtime.CompilerServices;
using PiHub.Mqtt.Access;
using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Tests.Subscriptions;

/// <summary>Caches by topic: thousands of topics of 64 KiB must not stay in memory.</summary>
public sealed class CacheTests
{
    [Fact]
    public void Caches_LongTopic_IsNotHeld()
    {
        var routes = new RouteCache(new SubscriptionTree());
        var decisions = new DecisionCache(_ => AclDecision.Allow);
        WeakReference<string> topic = Find(routes, decisions);
        GC.Collect();
        Assert.False(topic.TryGetTarget(out _));
        GC.KeepAlive(routes);
        GC.KeepAlive(decisions);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<string> Find(RouteCache routes, DecisionCache decisions)
    {
        string topic = new('x', 60_000);
        Assert.Empty(routes.Find(topic).Targets);
        Assert.Equal(AclDecision.Allow, decisions.Find(topic));
        return new WeakReference<string>(topic);
    }
}
