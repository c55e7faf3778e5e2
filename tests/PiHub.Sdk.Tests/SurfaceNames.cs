using System.Reflection;

namespace PiHub.Sdk.Tests;

/// <summary>Names of types as C# writes them, with nullability where it is known.</summary>
internal static class SurfaceNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool",
        [typeof(byte)] = "byte", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(double)] = "double",
    };

    public static string Of(Type type) => Of(type, nullability: null);

    public static string Of(FieldInfo field) => Of(field.FieldType, new NullabilityInfoContext().Create(field));

    public static string Of(PropertyInfo property) => Of(property.PropertyType, new NullabilityInfoContext().Create(property));

    public static string Of(ParameterInfo parameter)
    {
        string passing = parameter switch
        {
            { ParameterType.IsByRef: false } => parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "",
            { IsOut: true } => "out ",
            { IsIn: true } => "in ",
            _ => "ref ",
        };
        return passing + Of(parameter.ParameterType, new NullabilityInfoContext().Create(parameter));
    }

    public static string Constraints(Type[] arguments)
    {
        IEnumerable<string> all = arguments.Where(argument => argument.IsGenericParameter).Select(argument =>
        {
            GenericParameterAttributes attributes = argument.GenericParameterAttributes;
            IEnumerable<string> parts = argument.GetGenericParameterConstraints().Select(Of).Order(StringComparer.Ordinal);
            parts = attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? parts.Prepend("class") : parts;
            parts = attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) ? parts.Append("new()") : parts;
            string text = string.Join(", ", parts);
            return text.Length == 0 ? "" : $" where {argument.Name} : {text}";
        });
        return string.Concat(all);
    }

    private static string Of(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType() ?? typeof(void), nullability?.ElementType ?? nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying, nullability: null) + "?";
        }

        // What an unconstrained type parameter is depends on the caller.
        string mark = type is { IsValueType: false, IsGenericParameter: false } && nullability?.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray)
        {
            return Of(type.GetElementType() ?? typeof(void), nullability?.ElementType) + "[]" + mark;
        }

        return (Keywords.TryGetValue(type, out string? keyword) ? keyword : FullName(type, nullability)) + mark;
    }

    private static string FullName(Type type, NullabilityInfo? nullability)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        string name = type.Name.Split('`')[0];
        string scope = type.DeclaringType is { } outer ? Of(outer) : type.Namespace ?? "";
        string arguments = type.IsGenericType
            ? $"<{string.Join(", ", type.GetGenericArguments().Select((argument, i) => Of(argument, Argument(nullability, i))))}>"
            : "";
        return $"{scope}.{name}{arguments}";
    }

    private static NullabilityInfo? Argument(NullabilityInfo? nullability, int index) =>
        nullability?.GenericTypeArguments is { } arguments && index < arguments.Length ? arguments[index] : null;
}
