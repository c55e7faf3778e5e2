using System.ComponentModel.DataAnnotations;

namespace PiHub.Access.Sessions;

/// <summary>How long people stay signed in.</summary>
public sealed class SessionOptions
{
    /// <summary>After how long without a request a session ends. Restart to change.</summary>
    /// <value>14 days</value>
    [Range(typeof(TimeSpan), "00:05:00", "365.00:00:00")]
    public TimeSpan IdleLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>After how long a session ends in any case. Restart to change.</summary>
    /// <value>30 days</value>
    [Range(typeof(TimeSpan), "00:05:00", "365.00:00:00")]
    public TimeSpan AbsoluteLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long an access token of the HTTP API counts; then its refresh token gets a new one. Restart to change.</summary>
    /// <value>15 min</value>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The most sessions of a user; a further one ends the one that was used longest ago. Restart to change.</summary>
    /// <value>20</value>
    [Range(1, 1000)]
    public int MaximumPerUser { get; set; } = 20;
}
