using Microsoft.AspNetCore.Http;
using PiHub.Access;
using PiHub.Access.Audit;

namespace PiHub.Api.Audit;

/// <summary>What endpoints say about the entry that their request makes in the audit log. Outside of such a request it goes nowhere.</summary>
internal static class AuditExtensions
{
    /// <summary>Adds words to the entry, e.g. whom or what the act is about. Never a secret.</summary>
    /// <param name="context">The request.</param>
    /// <param name="detail">The words; up to 500 characters are kept.</param>
    public static void Describe(this HttpContext context, string detail)
    {
        if (context.Features.Get<AuditNote>() is { } note)
        {
            note.Detail = detail;
        }
    }

    /// <summary>Names who acts in a request that nobody signed: a sign-in, the setup, an accepted invitation. Without it such a request
    /// is not recorded, so that nobody can push the entries of others out.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The user's or key's name.</param>
    /// <param name="role">Its role.</param>
    /// <param name="kind">What kind of somebody.</param>
    public static void ActsAs(this HttpContext context, string name, Role role, AuditKind kind)
    {
        if (context.Features.Get<AuditNote>() is { } note)
        {
            note.Actor = (name, role, kind);
        }
    }
}
