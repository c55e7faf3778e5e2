using System.Data.Common;

namespace PiHub.Fixtures.Ledger;

/// <summary>A connection that nobody disposes.</summary>
internal static class Forgotten
{
    public static DbConnection? Connection { get; set; }
}
