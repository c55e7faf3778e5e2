using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PiHub.Access.SignIn;

namespace PiHub.Api.Auth;

/// <summary>A page of the history of sign-ins, the newest first.</summary>
/// <param name="SignIns">The attempts.</param>
/// <param name="Next">What to send as <c>before</c> for the next page; null on the last.</param>
internal sealed record SignInPage(IReadOnlyList<SignInRecord> SignIns, string? Next)
{
    private const int MaximumLimit = 200;
    private const int DefaultLimit = 50;

    /// <summary>Answers with a page of a user's history.</summary>
    public static Results<Ok<SignInPage>, ValidationProblem> Read(SignInHistory history, string userId, string? before, string? limit)
    {
        var query = new QueryParameters();
        int count = query.Number("limit", limit, 1, MaximumLimit) ?? DefaultLimit;
        long? from = null;
        if (!string.IsNullOrEmpty(before))
        {
            if (long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out long id))
            {
                from = id;
            }
            else
            {
                query.Refuse("before", "before is the 'next' of an earlier page");
            }
        }

        if (query.Errors.Count > 0)
        {
            return TypedResults.ValidationProblem(query.Errors);
        }

        IReadOnlyList<SignInRecord> records = history.Of(userId, from, count);
        string? next = records.Count == count ? records[^1].Id.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new SignInPage(records, next));
    }
}
