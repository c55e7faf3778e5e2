using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests.Layout;

/// <summary>The typical file fits a screen: the median of the product's files is at most 60 lines.</summary>
internal sealed class MedianSizeRule : IRule
{
    private const int MaximumMedianLines = 60;

    public string Name => "median-size";

    public IEnumerable<Violation> Check(SourceTree tree)
    {
        int[] sizes = [.. tree.ProductCSharp.Select(file => file.LineCount).Order()];
        int median = sizes.Length == 0 ? 0 : sizes[sizes.Length / 2];
        return median > MaximumMedianLines
            ? [new Violation("all", $"the median file has {median} lines, at most {MaximumMedianLines}")]
            : [];
    }
}
