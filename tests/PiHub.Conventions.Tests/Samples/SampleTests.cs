namespace PiHub.Conventions.Tests.Samples;

public sealed class SampleTests
{
    private static readonly Sample[] Samples = [.. CodeSamples.All, .. TextSamples.All];

    public static TheoryData<int, string> SampleNumbers
    {
        get
        {
            TheoryData<int, string> rows = [];
            for (int number = 0; number < Samples.Length; number++)
            {
                rows.Add(number, $"{Samples[number].Rule} {Samples[number].Subject}");
            }

            return rows;
        }
    }

    public static TheoryData<string> RuleNames => [.. Rules.All.Keys];

    [Theory]
    [MemberData(nameof(SampleNumbers))]
    public void Rule_OnSample_FindsWhatIsThere(int number, string title)
    {
        Sample sample = Samples[number];
        string[] expected = sample.Subject.Length == 0 ? [] : [sample.Subject];
        string[] found = [.. Rules.All[sample.Rule].Check(sample.Tree).Select(violation => violation.Subject)];
        Assert.True(expected.SequenceEqual(found), $"{title}: expected [{string.Join(", ", expected)}], found [{string.Join(", ", found)}]");
    }

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Rule_Listed_HasGoodAndBadSample(string rule)
    {
        Assert.Contains(Samples, sample => sample.Rule == rule && sample.Subject.Length == 0);
        Assert.Contains(Samples, sample => sample.Rule == rule && sample.Subject.Length > 0);
    }

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Rule_WithoutFiles_FindsNothing(string rule) => Assert.Empty(Rules.All[rule].Check(new([])));
}
