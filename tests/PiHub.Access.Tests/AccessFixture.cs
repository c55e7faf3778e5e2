using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PiHub.Access.Passwords;
using PiHub.Access.SecondFactor;
using PiHub.Access.Sessions;
using PiHub.Access.SignIn;
using PiHub.Access.Users;
using PiHub.Sqlite;

namespace PiHub.Access.Tests;

/// <summary>The stores over one database file and a clock that stands still.</summary>
public sealed class AccessFixture : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;
    private readonly EphemeralDataProtectionProvider _protection = new();

    internal AccessFixture()
    {
        Database = new SqliteDatabase(Path.Combine(_folder, "hub.db"));
        Users = new UserStore(Database, Time);
        Throttle = new SignInThrottle(Time);
        History = new SignInHistory(Database, Time, NullLogger<SignInHistory>.Instance);
        SecondFactors = OpenSecondFactors();
        SignIn = new PasswordSignIn(Users, Hashing, Throttle, SecondFactors, History, NullLogger<PasswordSignIn>.Instance);
    }

    internal string Folder => _folder;

    internal StillTime Time { get; } = new();

    internal SqliteDatabase Database { get; }

    internal UserStore Users { get; }

    internal PasswordHashing Hashing { get; } = new();

    internal SignInThrottle Throttle { get; }

    internal SignInHistory History { get; }

    internal SecondFactorStore SecondFactors { get; }

    internal IPasswordSignIn SignIn { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Hashing.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    internal SecondFactorStore OpenSecondFactors() =>
        new(Database, Users, _protection, Time, NullLogger<SecondFactorStore>.Instance);

    internal SessionStore OpenSessions(UserStore? users = null, SessionOptions? options = null) => new(
        Database, users ?? Users, Options.Create(options ?? new SessionOptions()), Time, NullLogger<SessionStore>.Instance);

    internal HubUser Add(string name, Role role = Role.Viewer, string? hash = "hash") =>
        Users.Create(name, name, role, hash).User ?? throw new InvalidOperationException("The user was not made.");

    internal async Task<HubUser> AddWithPasswordAsync(string name, string password, Role role = Role.Viewer) =>
        Add(name, role, await Hashing.HashAsync(password, CancellationToken.None));

    internal Task<SignInResult> TryAsync(
        string name, string password, string? code = null, SignInChannel channel = SignInChannel.Web, string? address = "192.0.2.1") =>
        SignIn.SignInAsync(
            new PasswordAttempt { UserName = name, Password = password, SecondFactor = code, Address = address, Channel = channel },
            CancellationToken.None);
}
