namespace PiHub.Chaos.Records;

public sealed class DeliveryCheckTests
{
    [Theory]
    [InlineData(1, new[] { 1, 2, 3, 4 }, 0)]
    [InlineData(2, new[] { 1, 2, 3, 4 }, 0)]
    [InlineData(1, new[] { 1, 2, 3, 2, 3, 4 }, 0)] // sent again after a restart
    [InlineData(2, new[] { 1, 2, 3, 2, 4 }, 1)] // QoS 2 came twice
    [InlineData(1, new[] { 1, 3, 2, 4 }, 1)] // out of order
    [InlineData(1, new[] { 1, 2, 4 }, 1)] // 3 is missing
    [InlineData(2, new[] { 1, 2 }, 1)] // 3 is missing; 4 was not acknowledged
    [InlineData(2, new[] { 1, 2, 3 }, 0)]
    [InlineData(1, new[] { 1, 2, 3, 4, 5 }, 1)] // never sent
    public void Check_OfFourSentThreeAcknowledged_FindsWhatIsWrong(int qualityOfService, int[] came, int violationCount)
    {
        PublishedTopic topic = Publish(qualityOfService);
        ReceivedTopics received = new("subscriber");
        Array.ForEach(came, number => received.Add(topic.Name, number));

        Assert.Equal(violationCount, DeliveryCheck.Check(topic, received).Count());
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    [InlineData(null, 1)]
    public void CheckRetained_OfFourSentThreeAcknowledged_TakesTheLastTwo(int? retained, int violationCount) =>
        Assert.Equal(violationCount, DeliveryCheck.CheckRetained(Publish(1), retained).Count());

    [Fact]
    public void CheckReadings_OneIsNotRecorded_IsFound() =>
        Assert.Equal(["t: 2 was acknowledged and is not recorded"], DeliveryCheck.CheckReadings(Publish(1), new HashSet<int> { 1, 3, 4 }));

    private static PublishedTopic Publish(int qualityOfService)
    {
        PublishedTopic topic = new("t", qualityOfService);
        for (int number = 1; number <= 3; number++)
        {
            topic.Acknowledge(topic.Next());
        }

        topic.Next();
        return topic;
    }
}
