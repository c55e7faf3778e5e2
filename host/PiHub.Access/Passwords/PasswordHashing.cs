using Microsoft.AspNetCore.Identity;
using PiHub.Access.Users;

namespace PiHub.Access.Passwords;

/// <summary>Hashes and checks passwords (PBKDF2 by ASP.NET Identity), a few at a time. Safe to use from any thread.</summary>
/// <remarks>A hash costs a tenth of a second and more. Half of the processors work on them; 32 wait, and those beyond are refused, so that
/// a flood neither starves the hub nor piles up.</remarks>
public sealed class PasswordHashing : IDisposable
{
    private const int MaximumWaiting = 32;

    private readonly PasswordHasher<HubUser> _hasher = new();
    private readonly SemaphoreSlim _slots = new(Parallel);
    private readonly HubUser _nobody = new() { Id = "", UserName = "", DisplayName = "", Role = Role.Viewer };
    private readonly Lazy<string> _dummy;
    private int _inside;
    private long _refusedCount;

    /// <summary>Prepares it.</summary>
    public PasswordHashing() => _dummy = new Lazy<string>(() => _hasher.HashPassword(_nobody, Guid.NewGuid().ToString()));

    /// <summary>How many were refused because too many waited.</summary>
    public long RefusedCount => Interlocked.Read(ref _refusedCount);

    private static int Parallel => Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>The hash of a password.</summary>
    /// <param name="password">The password.</param>
    /// <param name="cancellationToken">The other side is gone.</param>
    /// <returns>Null when too many wait.</returns>
    public Task<string?> HashAsync(string password, CancellationToken cancellationToken) =>
        RunAsync(() => _hasher.HashPassword(_nobody, password), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    /// <summary>Whether a password is the one of a hash; without a hash it takes as long and is not.</summary>
    /// <returns>Null when too many wait.</returns>
    internal async Task<bool?> VerifyAsync(string? hash, string password, CancellationToken cancellationToken)
    {
        string? answer = await RunAsync(
            () => _hasher.VerifyHashedPassword(_nobody, hash ?? _dummy.Value, password) == PasswordVerificationResult.Failed ? "" : "right",
            cancellationToken);
        return answer is null ? null : hash is not null && answer.Length > 0;
    }

    private async Task<string?> RunAsync(Func<string> work, CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _inside) > Parallel + MaximumWaiting)
            {
                Interlocked.Increment(ref _refusedCount);
                return null;
            }

            await _slots.WaitAsync(cancellationToken);
            try
            {
                return await Task.Run(work, cancellationToken);
            }
            finally
            {
                _slots.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }
}
