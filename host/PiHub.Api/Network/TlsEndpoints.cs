using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.Api.Broker;
using PiHub.Tls;

namespace PiHub.Api.Network;

/// <summary>Routes to see, replace and reset the hub's certificate.</summary>
internal static class TlsEndpoints
{
    private static readonly TlsBodyLimit Limit = new();

    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/tls").WithTags("tls").Require(Role.Viewer);
        group.MapGet("", Get).WithSummary("The hub's certificate");
        group.MapGet("/certificate", Download).WithSummary("The hub's certificate as a file, for devices that shall trust it");
        group.MapPut("/certificate", Upload).WithSummary("Replaces the hub's certificate").Require(Role.Admin).WithMetadata(Limit);
        group.MapDelete("/certificate", Reset)
            .WithSummary("Returns to the configured certificate, or makes a new self-signed one").Require(Role.Admin);
    }

    private static TlsResponse Get(ServerCertificate certificate, WebListeners web, BrokerListeners broker) =>
        TlsResponse.Of(certificate, web, broker);

    private static Results<FileContentHttpResult, ProblemHttpResult> Download(ServerCertificate certificate) =>
        certificate.Snapshot() is { } snapshot
            ? TypedResults.File(System.Text.Encoding.ASCII.GetBytes(snapshot.Pem), "application/x-x509-ca-cert", "pihub.crt")
            : TypedResults.Problem("The hub shows no certificate: neither HTTPS nor MQTT over TLS is on.", statusCode: StatusCodes.Status404NotFound);

    private static Results<Ok<TlsResponse>, ValidationProblem> Upload(
        CertificateRequest request, ServerCertificate certificate, WebListeners web, BrokerListeners broker)
    {
        try
        {
            certificate.Upload(request.Read());
            return TypedResults.Ok(TlsResponse.Of(certificate, web, broker));
        }
        catch (CertificateRefusedException exception)
        {
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]> { [exception.Part] = [exception.Message] },
                detail: $"The {exception.Part} {exception.Message}. Nothing was changed.");
        }
    }

    private static TlsResponse Reset(ServerCertificate certificate, WebListeners web, BrokerListeners broker)
    {
        certificate.Reset();
        return TlsResponse.Of(certificate, web, broker);
    }
}
