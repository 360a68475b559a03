using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Json;

/// <summary>What a JSON file holds: values as <see cref="Yaml.YamlStream"/> has them.</summary>
/// <param name="Source">The file.</param>
/// <param name="Root">Absent for a file without a value; after an error the part that was read before it.</param>
/// <param name="Comments">JSON has none: each has its diagnostic, but is read so that the file can be analysed.</param>
/// <param name="Diagnostics">In the order of the file.</param>
public sealed record JsonFile(
    SourceText Source, Value Root, ImmutableArray<Comment> Comments, ImmutableArray<Diagnostic> Diagnostics);
