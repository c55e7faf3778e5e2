namespace PiHub.Chaos.Records;

/// <summary>What one subscriber got, in its order. Written by its client only.</summary>
internal sealed class ReceivedTopics(string subscriber)
{
    private readonly Dictionary<string, List<int>> _numbers = [];

    public string Subscriber => subscriber;

    public void Add(string topic, int number)
    {
        if (!_numbers.TryGetValue(topic, out List<int>? numbers))
        {
            _numbers[topic] = numbers = [];
        }

        numbers.Add(number);
    }

    /// <summary>The numbers of a topic.</summary>
    public IReadOnlyList<int> Of(string topic) => _numbers.TryGetValue(topic, out List<int>? numbers) ? numbers : [];

    /// <summary>Forgets one message, to prove that the check sees it.</summary>
    public void Drop(string topic, int index) => _numbers[topic].RemoveAt(index);
}
