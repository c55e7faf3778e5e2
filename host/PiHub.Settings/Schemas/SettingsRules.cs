using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace PiHub.Settings.Schemas;

/// <summary>Asks a settings object's own rules: its attributes, and <see cref="IValidatableObject"/> for rules across settings.</summary>
/// <remarks>Not by the framework's <c>Validator</c>: that keeps every type it was shown for ever, and with it the plugin's code.</remarks>
internal static class SettingsRules
{
    public static SettingErrors Check(SettingsClass settings, object instance)
    {
        var errors = new SettingErrors();
        Check(settings, instance, "", errors);
        return errors;
    }

    private static void Check(SettingsClass settings, object instance, string path, SettingErrors errors)
    {
        foreach (SettingProperty property in settings.Properties)
        {
            string place = SettingPath.Of(path, property.Name);
            object? value = property.Property.GetValue(instance);
            CheckAttributes(property, instance, value, place, errors);
            if (property.Shape is { Kind: SettingKind.Group, Nested: { } group } && value is not null)
            {
                Check(group, value, place, errors);
            }
            else if (property.Shape is { Kind: SettingKind.Table, Nested: { } row } && value is IEnumerable rows)
            {
                int index = 0;
                foreach (object entry in rows)
                {
                    Check(row, entry, SettingPath.Of(place, index++), errors);
                }
            }
        }

        if (instance is IValidatableObject own)
        {
            CheckOwn(settings, own, path, errors);
        }
    }

    // Whether something is given is the schema's to say: a plugin starts before its owner has given what it needs. So are ranges: the
    // attribute with whole limits rounds the value first. And an address that is not given is no wrong one.
    private static void CheckAttributes(SettingProperty property, object instance, object? value, string place, SettingErrors errors)
    {
        foreach (ValidationAttribute rule in property.Property.GetCustomAttributes<ValidationAttribute>(inherit: true))
        {
            if (rule is RequiredAttribute or RangeAttribute || (rule is DataTypeAttribute && value is ""))
            {
                continue;
            }

            // With the name given, the context does not look for one in the framework's store.
            var context = new ValidationContext(instance, property.Property.Name, serviceProvider: null, items: null)
            {
                MemberName = property.Property.Name,
            };
            if (rule.GetValidationResult(value, context) is { } mistake)
            {
                errors.Add(place, Text(mistake));
            }
        }
    }

    private static void CheckOwn(SettingsClass settings, IValidatableObject own, string path, SettingErrors errors)
    {
        foreach (ValidationResult? mistake in own.Validate(new ValidationContext(own, settings.Type.Name, serviceProvider: null, items: null)))
        {
            if (mistake is null)
            {
                continue; // ValidationResult.Success
            }

            string[] names = [.. mistake.MemberNames
                .Select(member => settings.Properties.FirstOrDefault(property => property.Property.Name == member)?.Name)
                .OfType<string>()];
            foreach (string name in names)
            {
                errors.Add(SettingPath.Of(path, name), Text(mistake));
            }

            if (names.Length == 0)
            {
                errors.Add(path, Text(mistake));
            }
        }
    }

    private static string Text(ValidationResult mistake) => mistake.ErrorMessage is { Length: > 0 } text ? text.TrimEnd('.') : "is refused";
}
