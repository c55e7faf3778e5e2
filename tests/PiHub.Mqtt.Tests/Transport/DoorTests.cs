using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Tests.Access;
using PiHub.Mqtt.Transport;

namespace PiHub.Mqtt.Tests.Transport;

public sealed class DoorTests
{
    private static readonly IPAddress Far = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Farther = IPAddress.Parse("192.0.2.2");

    [Fact]
    public void Enter_TooManyWithoutConnect_CutsTheOldestOff()
    {
        Door door = Create(new BrokerOptions { MaximumPendingConnections = 2 });
        var cut = new List<string>();
        using DoorPass first = door.Enter(Far, () => cut.Add("first"));
        using DoorPass second = door.Enter(Far, () => cut.Add("second"));
        using DoorPass third = door.Enter(Far, () => cut.Add("third"));

        Assert.Equal(["first"], cut);
        Assert.Equal(1, door.Refusals.Total);
    }

    [Fact]
    public async Task Enter_OneThatSentConnectOrLeft_IsNotWaitedForAnyMore()
    {
        Door door = Create(new BrokerOptions { MaximumPendingConnections = 2 });
        var cut = new List<string>();
        using DoorPass first = door.Enter(Far, () => cut.Add("first"));
        await door.WaitForTurnAsync(first, CancellationToken.None);
        door.Enter(Far, () => cut.Add("second")).Dispose();
        using DoorPass third = door.Enter(Far, () => cut.Add("third"));
        using DoorPass fourth = door.Enter(Far, () => cut.Add("fourth"));

        Assert.Empty(cut);
    }

    [Fact]
    public void Admit_MoreThanThereMayBe_IsServerBusyUntilOneLeaves()
    {
        Door door = Create(new BrokerOptions { MaximumClients = 2 });
        DoorPass first = Enter(door, Far);
        Assert.Equal(ReasonCode.Success, door.Admit(first, "1"));
        Assert.Equal(ReasonCode.Success, door.Admit(Enter(door, Far), "2"));
        Assert.Equal(ReasonCode.ServerBusy, door.Admit(Enter(door, Far), "3"));

        first.Dispose();
        first.Dispose();

        Assert.Equal(ReasonCode.Success, door.Admit(Enter(door, Far), "3"));
        Assert.Equal(ReasonCode.ServerBusy, door.Admit(Enter(door, Far), "4"));
    }

    [Fact]
    public void Admit_ClientIdThatIsConnected_FindsRoomToTakeOver()
    {
        Door door = Create(new BrokerOptions { MaximumClients = 1 });
        DoorPass old = Enter(door, Far);
        Assert.Equal(ReasonCode.Success, door.Admit(old, "c"));
        DoorPass taker = Enter(door, Far);

        Assert.Equal(ReasonCode.Success, door.Admit(taker, "c"));

        old.Dispose();
        Assert.Equal(ReasonCode.ServerBusy, door.Admit(Enter(door, Far), "d"));
        taker.Dispose();
        Assert.Equal(ReasonCode.Success, door.Admit(Enter(door, Far), "d"));
    }

    [Fact]
    public void Admit_ManyFromOneAddress_LeavesRoomForOthersAndThisComputer()
    {
        Door door = Create(new BrokerOptions { MaximumClientsPerAddress = 1 });
        Assert.Equal(ReasonCode.Success, door.Admit(Enter(door, Far), "1"));

        Assert.Equal(ReasonCode.QuotaExceeded, door.Admit(Enter(door, Far), "2"));
        Assert.Equal(ReasonCode.Success, door.Admit(Enter(door, Farther), "3"));
        Assert.Equal(ReasonCode.Success, door.Admit(Enter(door, IPAddress.Loopback), "4"));
        Assert.Equal(ReasonCode.Success, door.Admit(Enter(door, IPAddress.Loopback), "5"));
        Assert.Equal(ReasonCode.Success, door.Admit(Enter(door, null), "6"));
    }

    [Fact]
    public void Left_OfATime_CountsFromTheDoor()
    {
        var clock = new ManualClock();
        using DoorPass pass = new Door(new BrokerOptions(), clock, NullLogger.Instance).Enter(Far, () => { });
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.FromSeconds(6), pass.Left(TimeSpan.FromSeconds(10)));
        clock.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(TimeSpan.Zero, pass.Left(TimeSpan.FromSeconds(10)));
    }

    private static Door Create(BrokerOptions options) => new(options, new ManualClock(), NullLogger.Instance);

    private static DoorPass Enter(Door door, IPAddress? address) => door.Enter(address, () => { });
}
