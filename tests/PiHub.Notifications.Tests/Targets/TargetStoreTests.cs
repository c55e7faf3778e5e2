using System.Text;
using Microsoft.AspNetCore.DataProtection;
using PiHub.Notifications.Targets;

namespace PiHub.Notifications.Tests.Targets;

public sealed class TargetStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly EphemeralDataProtectionProvider _keys = new();

    [Fact]
    public void Add_WithSecret_IsThereAfterARestartAndEncryptedOnDisk()
    {
        NotificationTarget? added = Samples.Store(_folder.Path, _keys).Add(Samples.Webhook("https://a.example/x", "very-secret-4711"));

        NotificationTarget kept = Assert.Single(Samples.Store(_folder.Path, _keys).List());
        Assert.Equal((added?.Id, "very-secret-4711", "https://a.example/x"), (kept.Id, kept.Secret, kept.Webhook?.Url));
        Assert.DoesNotContain("very-secret-4711", kept.ToString(), StringComparison.Ordinal);
        foreach (string file in Directory.GetFiles(_folder.Path))
        {
            Assert.DoesNotContain("very-secret-4711", Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Load_OtherKeys_LosesTheSecretAndKeepsTheTarget()
    {
        Samples.Store(_folder.Path, _keys).Add(Samples.Webhook("https://a.example/x", "very-secret-4711"));

        Assert.Null(Assert.Single(Samples.Store(_folder.Path, new EphemeralDataProtectionProvider()).List()).Secret);
    }

    [Fact]
    public void Remove_Known_IsGone()
    {
        TargetStore store = Samples.Store(_folder.Path, _keys);
        string id = store.Add(Samples.Webhook("https://a.example/x"))?.Id ?? "";

        Assert.True(store.Remove(id));
        Assert.False(store.Remove(id));
        Assert.Empty(Samples.Store(_folder.Path, _keys).List());
    }

    [Fact]
    public void SaveState_ThenRestart_IsKept()
    {
        TargetStore store = Samples.Store(_folder.Path, _keys);
        string id = store.Add(Samples.Webhook("https://a.example/x"))?.Id ?? "";

        store.SaveState(id, new TargetState { LastError = "nobody there", LastErrorAt = Samples.Now });

        Assert.Equal("nobody there", Samples.Store(_folder.Path, _keys).StateOf(id).LastError);
    }

    public void Dispose() => _folder.Dispose();
}
