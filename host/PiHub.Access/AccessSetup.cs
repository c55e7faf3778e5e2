using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PiHub.Access.Passwords;
using PiHub.Access.SecondFactor;
using PiHub.Access.Sessions;
using PiHub.Access.Setup;
using PiHub.Access.SignIn;
using PiHub.Access.Users;

namespace PiHub.Access;

/// <summary>Registers users and how they sign in.</summary>
public static class AccessSetup
{
    /// <summary>Adds the stores of users, sessions and what belongs to them; needs the hub's database, clock, log and data protection.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddHubAccess(this IServiceCollection services)
    {
        services.AddOptions<SessionOptions>().BindConfiguration("Access:Sessions").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<UserStore>();
        services.AddSingleton<InvitationStore>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SecondFactorStore>();
        services.AddSingleton<SignInHistory>();
        services.AddSingleton<PasswordHashing>();
        services.AddSingleton<AccountPasswords>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<IPasswordSignIn, PasswordSignIn>();
        services.AddSingleton<FirstOwner>();
        services.AddSingleton(provider => new PasswordCheck(
            provider.GetRequiredService<UserStore>(),
            provider.GetRequiredService<PasswordHashing>(),
            provider.GetRequiredService<SignInThrottle>()));
        services.AddSingleton(provider => new SetupCode(
            provider.GetRequiredService<UserStore>(),
            provider.GetRequiredService<SignInThrottle>(),
            provider.GetRequiredService<ILogger<SetupCode>>()));
        return services;
    }
}
