using System.Diagnostics;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Tests.Hazards;

public sealed class LoadHazardTests
{
    [Theory]
    [InlineData("NoEntry", "no-entry", "'NoEntry.dll' has 0 public classes that implement IPlugin")]
    [InlineData("TwoEntries", "two-entries", "'TwoEntries.dll' has 2 public classes that implement IPlugin")]
    [InlineData("MissingMember", "missing-member", "It was compiled against something that this hub does not have")]
    public async Task CodeThatCannotBeUsed_QuarantinesWithTheReason_AndTheOthersRun(string fixture, string id, string reason)
    {
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, fixture, "Probe");

        Assert.Equal(PluginState.Quarantined, host.Of(id).State);
        Assert.Contains(reason, host.Of(id).Reason, StringComparison.Ordinal);
        Assert.Equal(PluginState.Running, host.Of("probe").State);
    }

    [Theory]
    [InlineData(">=0.0.1 <0.1.0")]
    [InlineData(">=7.0.0 <8.0.0")]
    public async Task OlderAndNewerSdk_IsIncompatible_WithoutLoadingCode(string range)
    {
        await using TestHost host = await Fixture.StartAsync("Probe", manifest => manifest["sdk"] = range);

        Assert.Equal(PluginState.Incompatible, host.Of("probe").State);
        Assert.Contains($"needs SDK {range}", host.Of("probe").Reason, StringComparison.Ordinal);
        Assert.Null(host.Registry.FindSlot("probe")?.LastContext);
    }

    [Fact]
    public async Task TwoVersionsOfAPrivateLibrary_RunSideBySide()
    {
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "PrivateLibraryV1", "PrivateLibraryV2");

        Assert.Equal("one", await host.Http.GetStringAsync("/api/private-library-v1/number"));
        Assert.Equal("two", await host.Http.GetStringAsync("/api/private-library-v2/number"));
    }

    [Fact]
    public async Task StrayCopyOfTheSdk_IsIgnored_AndReported()
    {
        string sdk = typeof(IPlugin).Assembly.Location;
        await using TestHost host = await TestHost.CreateAsync(
            Fixture.Ample,
            plugins => File.Copy(sdk, Path.Combine(plugins, "StaticState", Path.GetFileName(sdk))),
            "StaticState");
        await host.Registry.StartAsync();

        Assert.Equal("1", await host.Http.GetStringAsync("/api/static-state/calls"));
        Assert.Equal(["PiHub.Sdk.dll"], host.Of("static-state").Usage.StrayFiles);
    }

    [Fact]
    public async Task FolderWithSpacesAndOtherScripts_Runs()
    {
        await using TestHost host = await TestHost.CreateAsync(
            Fixture.Ample,
            plugins => Directory.Move(Path.Combine(plugins, "PrivateLibraryV1"), Path.Combine(plugins, "Größe 測試 % plugin")),
            "PrivateLibraryV1");
        await host.Registry.StartAsync();

        Assert.Equal("one", await host.Http.GetStringAsync("/api/private-library-v1/number"));
    }

    [Fact]
    public async Task NativeLibrary_IsLoadedFromThePluginsFolder_AndTheCodeIsUnloaded()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/gcc"))
        {
            return; // no compiler here to make one
        }

        await using TestHost host = await TestHost.CreateAsync(
            Fixture.Ample, plugins => CompileNativeLibrary(Path.Combine(plugins, "NativeLibrary")), "NativeLibrary");
        await host.Registry.StartAsync();

        Assert.Equal("42", await host.Http.GetStringAsync("/api/native-library/answer"));

        await host.Registry.DisableAsync("native-library");
        await Patience.ForDeathOfAsync(host.Registry.FindSlot("native-library")!.LastContext!); // it ran, so it was started
    }

    private static void CompileNativeLibrary(string folder)
    {
        string source = Path.Combine(folder, "answer.c");
        File.WriteAllText(source, "int pihub_fixture_answer(void) { return 42; }\n");
        using Process gcc = Process.Start("/usr/bin/gcc", ["-shared", "-fPIC", "-o", Path.Combine(folder, "libpihub_fixture.so"), source]);
        gcc.WaitForExit();
        Assert.Equal(0, gcc.ExitCode);
    }
}
