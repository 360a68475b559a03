using System.Collections.Immutable;
using System.Text.Json;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Plans;

/// <summary>
/// The sections of a plan or state file, read in one pass: resources are made one by one, and what nobody asks for is
/// passed over without being kept.
/// </summary>
internal sealed class PlanSections(PlanInput input, ReadOnlyMemory<byte> content, JsonElementText file)
{
    private readonly PlanElements _elements = new();
    private readonly HashSet<string> _sections = new(StringComparer.Ordinal);
    private string? _formatVersion;
    private long? _stateVersion;
    private Value _configuration;
    private Value _variables;
    private bool _isComplete = true;
    private bool _failed;

    public PlanFile Read(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return WrongFile();
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString() ?? "";
            reader.Read();
            ReadSection(ref reader, name);
        }

        // What follows the object is an error of syntax.
        reader.Read();
        return Judge() ?? new PlanFile(input.Path, input.Kind)
        {
            Resources = _elements.Resources,
            Data = _elements.Data,
            Configuration = _configuration,
            Variables = VariablesOf(_variables, _configuration),
            IsComplete = _isComplete && !_failed,
            Diagnostics = _failed ? [Errored()] : [],
        };
    }

    private void ReadSection(ref Utf8JsonReader reader, string name)
    {
        _sections.Add(name);
        switch (name, reader.TokenType)
        {
            case ("format_version", JsonTokenType.String):
                _formatVersion = reader.GetString();
                break;
            case ("version", JsonTokenType.Number):
                _stateVersion = reader.TryGetInt64(out long version) ? version : -1;
                break;
            case ("complete", JsonTokenType.False):
                _isComplete = false;
                break;
            case ("errored", JsonTokenType.True):
                _failed = true;
                break;
            case ("variables", JsonTokenType.StartObject):
                _variables = JsonElementReader.Read(ref reader, content);
                break;
            case ("configuration", JsonTokenType.StartObject):
                _configuration = JsonElementReader.Read(ref reader, content);
                break;
            case ("resource_changes", JsonTokenType.StartArray) when input.Kind == PlanKind.Plan:
                ReadElements(ref reader, _elements.AddChange);
                break;
            case ("resources", JsonTokenType.StartArray) when input.Kind == PlanKind.State:
                ReadElements(ref reader, _elements.AddStateResource);
                break;
            case ("values", JsonTokenType.StartObject) when input.Kind == PlanKind.State:
                ReadValues(ref reader, _elements.AddValues);
                break;
            case ("prior_state", JsonTokenType.StartObject) when input.Kind == PlanKind.Plan:
                ReadMembers(ref reader, "values", (ref Utf8JsonReader values) => ReadValues(ref values, _elements.AddData));
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private delegate void Section(ref Utf8JsonReader reader);

    private void ReadValues(ref Utf8JsonReader reader, Action<Value, SourceText> add) =>
        ReadMembers(ref reader, "root_module", (ref Utf8JsonReader module) => ReadModule(ref module, add));

    /// <summary>A module and those that it calls, to any depth that the reader allows.</summary>
    private void ReadModule(ref Utf8JsonReader reader, Action<Value, SourceText> add)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString() ?? "";
            reader.Read();
            switch (name, reader.TokenType)
            {
                case ("resources", JsonTokenType.StartArray):
                    ReadElements(ref reader, add);
                    break;
                case ("child_modules", JsonTokenType.StartArray):
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        if (reader.TokenType == JsonTokenType.StartObject)
                        {
                            ReadModule(ref reader, add);
                        }
                        else
                        {
                            reader.Skip();
                        }
                    }

                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    /// <summary>Reads one member of the object at hand, if it is an object itself, and passes over the others.</summary>
    private static void ReadMembers(ref Utf8JsonReader reader, string wanted, Section read)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isWanted = reader.ValueTextEquals(wanted);
            reader.Read();
            if (isWanted && reader.TokenType == JsonTokenType.StartObject)
            {
                read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadElements(ref Utf8JsonReader reader, Action<Value, SourceText> add)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                (Value element, SourceText text) = JsonElementReader.Read(ref reader, content, file);
                add(element, text);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>Whether the file is what it was given as; null if it is.</summary>
    private PlanFile? Judge()
    {
        bool isPlan = _sections.Contains("resource_changes") || _sections.Contains("planned_values");
        bool isState = _sections.Contains("values") || _stateVersion is not null;
        if (input.Kind == PlanKind.Plan && !isPlan)
        {
            return isState
                ? PlanReader.Fail(input, "plan/kind", "This is a state, no plan: give it with --state", "A state says what is there; a plan, what will be.", file.At(0))
                : _formatVersion is null ? WrongFile() : null;
        }

        if (input.Kind == PlanKind.State && !isState)
        {
            return isPlan
                ? PlanReader.Fail(input, "plan/kind", "This is a plan, no state: give it with --plan", "A state says what is there; a plan, what will be.", file.At(0))
                : _formatVersion is null ? WrongFile() : null;
        }

        if (_formatVersion is { } format && format.Split('.')[0] != "1")
        {
            return PlanReader.Fail(input, "plan/version", "The format of the file is not known",
                "Its format_version does not begin with 1, which Terraform from 1.1 on writes: write it with such a Terraform.", file.At(0));
        }

        return _formatVersion is null && _stateVersion is { } state and not 4
            ? PlanReader.Fail(input, "plan/version", "The version of the state file is not known",
                $"It is {state}; version 4 is read, which Terraform writes since 0.12. Or give what `terraform show -json` prints.", file.At(0))
            : _formatVersion is null && _stateVersion is null ? WrongFile() : null;
    }

    private PlanFile WrongFile() => input.Kind == PlanKind.Plan
        ? PlanReader.Fail(input, "plan/kind", "This is no plan of Terraform: run `terraform show -json plan.tfplan > plan.json`",
            "The file has no format_version with the changes of resources.", file.At(0))
        : PlanReader.Fail(input, "plan/kind", "This is no state of Terraform: run `terraform show -json > state.json`",
            "The file has neither format_version with values nor the version of a state.", file.At(0));

    private Diagnostic Errored() => new(
        "plan/errored", DiagnosticSeverity.Error, "The plan ended with an error", "Terraform stopped before it had planned everything: what is missing was not judged.", file.At(0));

    private static ImmutableSortedDictionary<string, Value> VariablesOf(Value variables, Value configuration)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        Value declared = configuration.Get("root_module").Get("variables");
        foreach (ValueEntry entry in variables.Kind == ValueKind.Map ? variables.AsMap.Entries : [])
        {
            string name = entry.Key.AsString;
            found[name] = entry.Value.Get("value").WithSensitive(PlanExcerpt.IsAll(declared.Get(name).Get("sensitive")));
        }

        return found.ToImmutable();
    }
}
