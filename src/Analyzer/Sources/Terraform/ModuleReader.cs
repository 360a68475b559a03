using System.Collections.Immutable;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Terraform;

/// <summary>Makes a <see cref="TerraformModule"/> of the files of one folder, override files merged in.</summary>
internal sealed class ModuleReader
{
    /// <summary>Blocks of a configuration file, with the number of their labels: JSON needs it to tell them from arguments.</summary>
    public static readonly HclSchema FileSchema = new(
    [
        new("terraform", 0), new("provider", 1), new("variable", 1), new("locals", 0), new("output", 1), new("module", 1),
        new("resource", 2), new("data", 2), new("ephemeral", 2), new("action", 2), new("moved", 0), new("import", 0),
        new("removed", 0), new("check", 1),
    ]);

    private readonly List<Diagnostic> _diagnostics;
    private readonly Dictionary<string, TerraformElement> _elements = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly Dictionary<string, TerraformLocal> _locals = new(StringComparer.Ordinal);
    private readonly List<TerraformSettings> _settings = [];
    private readonly List<TerraformOtherBlock> _others = [];

    private ModuleReader(List<Diagnostic> diagnostics)
    {
        _diagnostics = diagnostics;
    }

    /// <param name="path">The folder.</param>
    /// <param name="files">Its configuration files, override files last.</param>
    /// <param name="variableFiles">The files of variables beside them.</param>
    /// <param name="diagnostics">Takes what is wrong between the files: a name that is given twice.</param>
    public static TerraformModule Read(
        string path,
        ImmutableArray<ParsedFile> files,
        ImmutableArray<TerraformFile> variableFiles,
        List<Diagnostic> diagnostics)
    {
        var reader = new ModuleReader(diagnostics);
        foreach (ParsedFile file in files)
        {
            HclContent content = file.Hcl.Body.GetContent(FileSchema);
            diagnostics.AddRange(content.Diagnostics);
            foreach (HclBlock block in content.Blocks)
            {
                reader.Add(block, file.File.Kind == TerraformFileKind.Override);
            }
        }

        TerraformElement[] elements = [.. reader._order.Select(key => reader._elements[key])];
        return new TerraformModule
        {
            Path = path,
            Files = [.. files.Select(file => file.File)],
            VariableFiles = variableFiles,
            Variables = [.. elements.OfType<TerraformVariable>()],
            Outputs = [.. elements.OfType<TerraformOutput>()],
            Resources = [.. elements.OfType<TerraformResourceBlock>()],
            Calls = [.. elements.OfType<TerraformModuleCall>()],
            Providers = [.. elements.OfType<TerraformProvider>()],
            Locals = [.. reader._locals.Values],
            Settings = [.. reader._settings],
            OtherBlocks = [.. reader._others],
        };
    }

    private void Add(HclBlock block, bool isOverride)
    {
        TerraformBody body = TerraformBody.Of(block.Body, BodySchemas.For(block));
        switch (block.Type)
        {
            case "locals":
                AddLocals(body, isOverride);
                break;
            case "terraform":
                var settings = new TerraformSettings(block, body);
                DeclarationChecks.Run(settings, isOverride, _diagnostics);
                AddSettings(settings, isOverride);
                break;
            case "resource" or "data" or "ephemeral" when block.Labels.Length >= 2:
                AddElement(new TerraformResourceBlock(block, body, ModeOf(block.Type), block.GetLabel(0), block.GetLabel(1)), isOverride);
                break;
            case "variable" when block.Labels.Length >= 1:
                AddElement(new TerraformVariable(block, body, block.GetLabel(0)), isOverride);
                break;
            case "output" when block.Labels.Length >= 1:
                AddElement(new TerraformOutput(block, body, block.GetLabel(0)), isOverride);
                break;
            case "module" when block.Labels.Length >= 1:
                AddElement(new TerraformModuleCall(block, body, block.GetLabel(0)), isOverride);
                break;
            case "provider" when block.Labels.Length >= 1:
                AddElement(new TerraformProvider(block, body, block.GetLabel(0)), isOverride);
                break;
            default:
                var other = new TerraformOtherBlock(block, body);
                DeclarationChecks.Run(other, isOverride, _diagnostics);
                _others.Add(other);
                break;
        }
    }

    private static TerraformResourceMode ModeOf(string type) => type switch
    {
        "data" => TerraformResourceMode.Data,
        "ephemeral" => TerraformResourceMode.Ephemeral,
        _ => TerraformResourceMode.Managed,
    };

    private static string KeyOf(TerraformElement element) => element switch
    {
        TerraformResourceBlock resource => resource.Address,
        TerraformVariable variable => "var." + variable.Name,
        TerraformOutput output => "output." + output.Name,
        TerraformModuleCall call => "module." + call.Name,
        TerraformProvider provider => $"provider.{provider.Name}.{provider.Alias}",
        _ => "",
    };

    private void AddElement(TerraformElement element, bool isOverride)
    {
        DeclarationChecks.Run(element, isOverride, _diagnostics);
        string key = KeyOf(element);
        if (_elements.TryGetValue(key, out TerraformElement? first))
        {
            if (isOverride)
            {
                _elements[key] = first with { Body = first.Body.OverriddenBy(element.Body) };
            }
            else
            {
                _diagnostics.Add(new Diagnostic(
                    "terraform/duplicate-name",
                    DiagnosticSeverity.Error,
                    $"Duplicate {element.Block.Type} block",
                    $"`{key}` was already declared at {first.Header}: the second one is left out.",
                    element.Header));
            }

            return;
        }

        _elements[key] = element;
        _order.Add(key);
    }

    private void AddLocals(TerraformBody body, bool isOverride)
    {
        foreach (HclAttribute attribute in body.Attributes)
        {
            if (!isOverride && _locals.TryGetValue(attribute.Name, out TerraformLocal? first))
            {
                _diagnostics.Add(new Diagnostic(
                    "terraform/duplicate-name",
                    DiagnosticSeverity.Error,
                    "Duplicate local value definition",
                    $"`local.{attribute.Name}` was already defined at {first.Location}: the second one is left out.",
                    attribute.Location));
                continue;
            }

            _locals[attribute.Name] = new TerraformLocal(attribute.Name, attribute);
        }
    }

    private void AddSettings(TerraformSettings settings, bool isOverride)
    {
        int replaced = isOverride ? _settings.FindIndex(earlier => settings.Body.Blocks.Any(block => earlier.Body.GetBlock(block.Type) is not null)) : -1;
        if (replaced < 0)
        {
            _settings.Add(settings);
        }
        else
        {
            _settings[replaced] = _settings[replaced] with { Body = _settings[replaced].Body.OverriddenBy(settings.Body) };
        }
    }
}
