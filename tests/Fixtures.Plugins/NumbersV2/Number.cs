namespace PiHub.Fixtures.Numbers;

public static class Number
{
    public static string Text => "two";
}
