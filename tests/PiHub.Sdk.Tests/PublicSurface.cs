using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PiHub.Sdk.Tests;

/// <summary>Renders what an assembly offers to others: one line a type and a member, in C#'s words, sorted.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Render(Assembly assembly) =>
        assembly.GetExportedTypes().SelectMany(Render).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Render(Type type)
    {
        yield return $"{SurfaceNames.Of(type)}: {Kind(type)}{Bases(type)}{Attributes(type)}";
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            yield return Member(type, Signature(type.GetMethod("Invoke") ?? throw new InvalidOperationException("A delegate has Invoke.")));
            yield break;
        }

        foreach (MemberInfo member in type.GetMembers(Declared).Where(IsOurs))
        {
            string? rendered = member switch
            {
                FieldInfo { IsSpecialName: false } field when IsVisible(field.Attributes) => Field(field),
                PropertyInfo property => Property(property),
                EventInfo { AddMethod: { } add } e when IsVisible(add) => $"event {SurfaceNames.Of(add.GetParameters()[0])} {e.Name}",
                ConstructorInfo constructor when IsVisible(constructor) => Signature(constructor),
                MethodInfo method when IsVisible(method) && !IsAccessor(method) => Signature(method),
                _ => null,
            };
            if (rendered is not null)
            {
                yield return Member(type, rendered);
            }
        }
    }

    private static string Member(Type type, string rendered) => $"{SurfaceNames.Of(type)}: {rendered}";

    // Members that the compiler makes, e.g. a record's equality, follow from the type's kind.
    private static bool IsOurs(MemberInfo member) =>
        member is PropertyInfo { Name: not "EqualityContract" } || !member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldAttributes attributes) =>
        (attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static string Kind(Type type)
    {
        bool isRecord = type.GetMethod("<Clone>$") is not null
            || type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;
        string record = isRecord ? "record " : "";
        return type switch
        {
            { IsInterface: true } => "interface",
            { IsEnum: true } => $"enum of {Enum.GetUnderlyingType(type).Name}",
            { IsValueType: true } => (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + record + "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
            _ => (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + record + "class",
        };
    }

    private static string Bases(Type type)
    {
        // What the base type brings is not ours to promise.
        IEnumerable<Type> bases = type.IsEnum ? [] : type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []);
        if (type.BaseType is { } baseType && baseType != typeof(object) && baseType != typeof(ValueType) && baseType != typeof(Enum))
        {
            bases = bases.Append(baseType);
        }

        string[] names = [.. bases.Select(SurfaceNames.Of).Order(StringComparer.Ordinal)];
        return (names.Length == 0 ? "" : " : " + string.Join(", ", names)) + SurfaceNames.Constraints(type.GetGenericArguments());
    }

    private static string Attributes(Type type) =>
        type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } usage
            ? $" [on {usage.ValidOn}, inherited {usage.Inherited}, many {usage.AllowMultiple}]"
            : "";

    private static string Field(FieldInfo field) =>
        field.DeclaringType is { IsEnum: true } ? $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}"
        : field.IsLiteral ? $"const {SurfaceNames.Of(field)} {field.Name} = {Constant(field.GetRawConstantValue())}"
        : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{SurfaceNames.Of(field)} {field.Name}";

    private static string? Property(PropertyInfo property)
    {
        string[] accessors =
        [
            .. property.GetAccessors(nonPublic: true).Where(IsVisible).Select(accessor => Access(accessor) + (
                accessor == property.GetMethod ? "get;"
                : accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;"
                : "set;")),
        ];
        MethodInfo? any = property.GetMethod ?? property.SetMethod;
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        string index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{Parameters(parameters)}]" : "";
        return accessors.Length == 0 ? null
            : $"{Modifiers(any)}{required}{SurfaceNames.Of(property)} {property.Name}{index} {{ {string.Join(' ', accessors)} }}";
    }

    private static string Signature(MethodBase method)
    {
        string name = method.IsConstructor ? "constructor" : method.Name;
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(type => type.Name))}>" : "";
        string result = method is MethodInfo { ReturnParameter: { } returned } ? SurfaceNames.Of(returned) + " " : "";
        string constraints = method.IsGenericMethod ? SurfaceNames.Constraints(method.GetGenericArguments()) : "";
        return $"{Access(method)}{Modifiers(method as MethodInfo)}{result}{name}{generic}({Parameters(method.GetParameters())}){constraints}";
    }

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo? method) => method switch
    {
        null => "",
        { IsStatic: true } => "static ",
        { DeclaringType.IsInterface: true } => "",
        { IsAbstract: true } => "abstract ",
        _ when method.GetBaseDefinition() != method => "override ",
        { IsVirtual: true, IsFinal: false } => "virtual ",
        _ => "",
    };

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(parameter =>
        SurfaceNames.Of(parameter) + " " + parameter.Name + (parameter.HasDefaultValue ? " = " + Constant(parameter.RawDefaultValue) : "")));

    private static string Constant(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool boolean => boolean ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
