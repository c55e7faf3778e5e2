namespace PiHub.EndToEnd.Access;

/// <summary>What the table says of one thing.</summary>
/// <param name="Verb">The HTTP method, or LIVE, PUBLISH or SUBSCRIBE.</param>
/// <param name="Target">The path, channel, topic or topic filter.</param>
/// <param name="Least">The least role, <c>open</c> or <c>never</c>.</param>
/// <param name="Device">Whether a device may, too.</param>
/// <param name="RefusalsOnly">Whether only those are tried who are refused, because the others would really do it.</param>
internal sealed record RoleLine(string Verb, string Target, string Least, bool Device, bool RefusalsOnly)
{
    public const string Open = "open";
    public const string Never = "never";
    public const string Nobody = "nobody";
    public const string DeviceRole = "device";

    /// <summary>Who tries, the least first.</summary>
    public static IReadOnlyList<string> Everybody { get; } = [Nobody, DeviceRole, "viewer", "operator", "installer", "admin", "owner"];

    private const string DeviceWord = "+device";
    private const string RefusalsOnlyWord = "refusals-only";

    public string Subject => $"{Verb} {Target}";

    public static RoleLine Parse(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool isValid = words.Length >= 3 && (words[2] is Open or Never || Everybody.Skip(2).Contains(words[2]))
            && words.Skip(3).All(word => word is DeviceWord or RefusalsOnlyWord);
        return isValid
            ? new RoleLine(words[0], words[1], words[2], words.Contains(DeviceWord), words.Contains(RefusalsOnlyWord))
            : throw new FormatException($"This line of the table is wrong: {line}");
    }

    /// <summary>The line of what was observed: the least who was let in.</summary>
    public static RoleLine Observed(string verb, string target, IReadOnlyCollection<string> letIn) => new(
        verb,
        target,
        letIn.Contains(Nobody) ? Open : Everybody.Skip(2).FirstOrDefault(letIn.Contains) ?? Never,
        letIn.Contains(DeviceRole) && !letIn.Contains(Nobody),
        RefusalsOnly: false);

    /// <summary>Whether somebody is to be let in.</summary>
    public bool Lets(string who) => Least switch
    {
        Open => true,
        _ when who == DeviceRole => Device,
        Never => false,
        _ => Rank(who) >= Rank(Least),
    };

    public override string ToString() => $"{Verb,-9} {Target,-52} {Least}{(Device ? $" {DeviceWord}" : "")}{(RefusalsOnly ? $" {RefusalsOnlyWord}" : "")}";

    private static int Rank(string who) => Everybody.ToList().IndexOf(who);
}
