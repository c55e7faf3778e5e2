using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Notifications.Delivery;
using PiHub.Notifications.Targets;
using static PiHub.Notifications.Tests.Samples;

namespace PiHub.Notifications.Tests.Delivery;

public sealed class CouriersTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingSender _sender = new();
    private readonly TargetStore _store;
    private readonly NotificationCenter _center;
    private readonly Couriers _couriers;

    public CouriersTests()
    {
        _store = Store(_folder.Path);
        _center = Center(_folder.Path);
        var deliverer = new Deliverer([_sender], TimeProvider.System, NullLogger<Deliverer>.Instance);
        _couriers = new Couriers(_center, _store, deliverer, TimeProvider.System, NullLogger<Couriers>.Instance);
    }

    public async Task InitializeAsync()
    {
        await _couriers.StartAsync(CancellationToken.None);
        await _center.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _center.DisposeAsync();
        await _couriers.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Raise_WhatATargetWants_ArrivesOnceInItsQuietTime()
    {
        _store.Add(Webhook("https://a.example/x") with { LeastSeverity = NotificationSeverity.Warning, Kinds = ["plugin_failed"] });
        _center.Raise(Told("quiet", NotificationSeverity.Info));
        _center.Raise(Told("other kind") with { Kind = "device_offline" });
        _center.Raise(Told("first"));
        _center.Resolve("plugin_failed", "first");
        _center.Raise(Told("first"));
        _center.Raise(Told("first", NotificationSeverity.Error));
        _center.Raise(Told("last"));

        var got = new List<(string, NotificationSeverity)>();
        while (got.Count < 3)
        {
            Notification told = (await _sender.Sent.Reader.ReadAsync()).Notification;
            got.Add((told.Subject, told.Severity));
        }

        Assert.Equal([("first", NotificationSeverity.Warning), ("first", NotificationSeverity.Error), ("last", NotificationSeverity.Warning)], got);
    }

    [Fact]
    public async Task Test_FailsThenWorks_IsToldAndKeptInTheState()
    {
        string id = _store.Add(Webhook("https://a.example/x"))?.Id ?? "";
        _sender.Failure = "nobody there";

        Assert.Equal((true, "nobody there"), await _couriers.TestAsync(id, CancellationToken.None));
        Assert.Equal("nobody there", _couriers.StateOf(id).LastError);
        _sender.Failure = null;
        Assert.Equal((true, null), await _couriers.TestAsync(id, CancellationToken.None));
        Assert.Null(_couriers.StateOf(id).LastError);
        Assert.NotNull(_couriers.StateOf(id).LastSuccessAt);
        Assert.Equal((false, null), await _couriers.TestAsync("unknown", CancellationToken.None));
    }

    [Fact]
    public async Task Raise_WhileItFails_WaitsForTheNextTry()
    {
        string id = _store.Add(Webhook("https://a.example/x"))?.Id ?? "";
        _sender.Failure = "nobody there";

        _center.Raise(Told());
        await _sender.Sent.Reader.ReadAsync();
        _center.Raise(Told("other"));
        await _center.DismissAllAsync(CancellationToken.None);

        Assert.Equal(2, _couriers.StateOf(id).Waiting);
    }

    private sealed class RecordingSender : INotificationSender
    {
        public Channel<NotificationEntry> Sent { get; } = Channel.CreateBounded<NotificationEntry>(100);

        public string? Failure { get; set; }

        public TargetKind Kind => TargetKind.Webhook;

        public async Task SendAsync(NotificationTarget target, NotificationEntry entry, CancellationToken cancellationToken)
        {
            await Sent.Writer.WriteAsync(entry, cancellationToken);
            if (Failure is { } failure)
            {
                throw new DeliveryException(failure);
            }
        }
    }
}
