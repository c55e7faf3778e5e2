namespace PiHub.Sdk.Settings;

/// <summary>The unit of a setting, shown behind its field, e.g. <c>W</c> or <c>ct/kWh</c>.</summary>
/// <remarks>The other rules of a setting are the framework's: <c>[Required]</c>, <c>[Range]</c>, <c>[StringLength]</c>,
/// <c>[Length]</c>, <c>[RegularExpression]</c>, <c>[AllowedValues]</c>, <c>[Url]</c>, <c>[EmailAddress]</c>, and
/// <c>[Display(Name, Description, GroupName, Order)]</c> for what people read; rules across settings are an <c>IValidatableObject</c> of
/// the class. Since 0.2.</remarks>
/// <param name="symbol">The unit's symbol.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnitAttribute(string symbol) : Attribute
{
    /// <summary>The unit's symbol.</summary>
    public string Symbol { get; } = symbol;
}
