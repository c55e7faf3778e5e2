using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PiHub.Access;
using PiHub.Access.Audit;
using PiHub.Api.Auth;

namespace PiHub.Api.Audit;

/// <summary>Records each request below <c>/api</c> that changes something, or would have, after it is answered.</summary>
/// <remarks>Comes after sign-in and before all that refuses. Not recorded: reading, and routes that only check what is typed.</remarks>
internal static class AuditRecorder
{
    public static void UseAuditRecorder(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/api") && IsChange(context.Request.Method) && context.GetEndpoint() is RouteEndpoint route
            && !OnlyChecks(route))
        {
            Watch(context, route);
        }

        return next(context);
    });

    private static void Watch(HttpContext context, RouteEndpoint route)
    {
        var note = new AuditNote();
        context.Features.Set(note);

        // Taken now: an error handler takes the route away, and a signing out the user.
        ClaimsPrincipal user = context.User;
        bool isConsole = context.Features.Get<LocalAdministration>() is not null;
        string action = ActionOf(route, context);
        AuditLog log = context.RequestServices.GetRequiredService<AuditLog>();
        DateTimeOffset time = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        context.Response.OnCompleted(() =>
        {
            if ((note.Actor ?? ActorOf(user, isConsole)) is (string name, Role role, AuditKind kind))
            {
                log.Add(new AuditEntry
                {
                    Time = time,
                    User = name,
                    Role = role,
                    Kind = kind,
                    Action = action,
                    Method = context.Request.Method,
                    Path = context.Request.Path.Value ?? "",
                    Status = context.Response.StatusCode,
                    Address = ClientAddress.Of(context),
                    Detail = note.Detail,
                });
            }

            return Task.CompletedTask;
        });
    }

    private static bool IsChange(string method) => HttpMethods.IsPost(method) || HttpMethods.IsPut(method)
        || HttpMethods.IsPatch(method) || HttpMethods.IsDelete(method);

    // By the names that such routes have; forms send them at each key stroke.
    private static bool OnlyChecks(RouteEndpoint route) =>
        route.RoutePattern.RawText is { } pattern && (pattern.EndsWith("/validate", StringComparison.Ordinal) || pattern.EndsWith("/check", StringComparison.Ordinal));

    private static string ActionOf(RouteEndpoint route, HttpContext context) =>
        route.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary is { } summary ? summary
        : context.Request.RouteValues.TryGetValue("pluginId", out object? plugin) ? $"Asks the plugin '{plugin}'"
        : "Asks for what there is not";

    private static (string Name, Role Role, AuditKind Kind)? ActorOf(ClaimsPrincipal user, bool isConsole) =>
        user.Identity?.IsAuthenticated == true && HubPrincipal.RoleOf(user) is { } role
            ? (user.Identity.Name ?? "", role, KindOf(user, isConsole))
            : null;

    private static AuditKind KindOf(ClaimsPrincipal user, bool isConsole) =>
        isConsole ? AuditKind.Console
        : HubPrincipal.KeyOf(user) is not null ? AuditKind.Key
        : DemoSignIn.IsDemo(user) ? AuditKind.Demo
        : AuditKind.User;
}
