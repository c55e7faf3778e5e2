using PiHub.Benchmarks;
using PiHub.Benchmarks.Brokers;

if (BenchmarkArguments.Parse(args) is not { } arguments)
{
    Console.Error.WriteLine("usage: ./build.sh bench [--rounds 1..99] [--messages 1000..10000000]");
    return 2;
}

try
{
    Comparison comparison = await Comparison.RunAsync(arguments, Console.Error, CancellationToken.None);
    Console.Write(comparison.ToMarkdown());
    return 0;
}
catch (BrokerException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
