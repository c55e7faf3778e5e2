using System.Text.Json;

namespace PiHub.PluginHost.Manifests;

/// <summary>Finds the line of every value of a JSON text.</summary>
internal static class ManifestLines
{
    /// <summary>The line of each value, from 1, by its JSON path; of a member given twice the last one's.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A text in it is not valid Unicode.</exception>
    public static IReadOnlyDictionary<string, int> Find(ReadOnlySpan<byte> json)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = new Stack<(string Path, int Index)>(); // the index is -1 in an object
        var counter = new LineCounter();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        string path = "$";
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                path = $"{open.Peek().Path}.{reader.GetString()}";
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                open.Pop();
                continue;
            }

            if (open.TryPeek(out var parent) && parent.Index >= 0)
            {
                path = $"{parent.Path}[{parent.Index}]";
                open.Pop();
                open.Push((parent.Path, parent.Index + 1));
            }

            lines[path] = counter.LineAt(json, (int)reader.TokenStartIndex);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                open.Push((path, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                reader.GetString(); // throws when it is no text
            }
        }

        return lines;
    }

    // Goes forward only, so that a text of many values is counted through once.
    private sealed class LineCounter
    {
        private int _position;
        private int _line = 1;

        public int LineAt(ReadOnlySpan<byte> text, int position)
        {
            _line += text[_position..position].Count((byte)'\n');
            _position = position;
            return _line;
        }
    }
}
