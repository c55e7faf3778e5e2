using System.Net;
using System.Net.Sockets;

namespace PiHub.Access.SignIn;

/// <summary>Slows guessing down, for each account and each address by itself, whether or not there is such an account. Safe to use from any
/// thread.</summary>
/// <remarks>Typing mistakes are free. Somebody else's guesses keep a user out for 30 s at most, and not at all at the address that they
/// signed in from last.</remarks>
internal sealed class SignInThrottle(TimeProvider time)
{
    private readonly Lock _gate = new();

    // Guarded by _gate.
    private readonly ThrottleTable _accounts = new(freeFailures: 3, maximumInFlight: 8, TimeSpan.FromSeconds(30), time);
    private readonly ThrottleTable _addresses = new(freeFailures: 10, maximumInFlight: 16, TimeSpan.FromMinutes(5), time);

    /// <summary>Asks for an attempt.</summary>
    /// <param name="account">What it is about, in lower case.</param>
    /// <param name="address">The other side's address; null when there is none.</param>
    /// <returns>The attempt, to be disposed when it is over; null with how long to wait.</returns>
    public (Attempt? Attempt, TimeSpan RetryAfter) Enter(string account, string? address)
    {
        string? from = NetworkOf(address);
        lock (_gate)
        {
            TimeSpan delay = _accounts.DelayOf(account, from);
            TimeSpan other = from is null ? TimeSpan.Zero : _addresses.DelayOf(from);
            delay = delay > other ? delay : other;
            if (delay > TimeSpan.Zero)
            {
                return (null, delay);
            }

            _accounts.Enter(account);
            if (from is not null)
            {
                _addresses.Enter(from);
            }
        }

        return (new Attempt(this, account, from), TimeSpan.Zero);
    }

    // Who has one IPv6 address has its whole /64 (RFC 6177).
    private static string? NetworkOf(string? address)
    {
        if (!IPAddress.TryParse(address, out IPAddress? ip))
        {
            return null;
        }

        ip = ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip;
        return ip.AddressFamily == AddressFamily.InterNetworkV6 && !IPAddress.IsLoopback(ip)
            ? Convert.ToHexString(ip.GetAddressBytes().AsSpan(0, 8))
            : ip.ToString();
    }

    /// <summary>One attempt that is being looked at.</summary>
    internal sealed class Attempt(SignInThrottle throttle, string account, string? from) : IDisposable
    {
        public void Fail()
        {
            lock (throttle._gate)
            {
                throttle._accounts.Fail(account);
                if (from is not null)
                {
                    throttle._addresses.Fail(from);
                }
            }
        }

        // The address is not forgiven: a guesser with an account of their own would begin anew with each sign-in to it.
        public void Succeed()
        {
            lock (throttle._gate)
            {
                throttle._accounts.Succeed(account, from);
            }
        }

        public void Dispose()
        {
            lock (throttle._gate)
            {
                throttle._accounts.Leave(account);
                if (from is not null)
                {
                    throttle._addresses.Leave(from);
                }
            }
        }
    }
}
