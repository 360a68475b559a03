using System.Collections.Immutable;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>Finds the variables that a loop's body may change, whichever way it goes.</summary>
internal sealed class AssignedNames
{
    private readonly Dictionary<ShellCommand, ImmutableArray<string>> _known = new(ReferenceEqualityComparer.Instance);

    public ImmutableArray<string> Of(ShellCommand body)
    {
        if (!_known.TryGetValue(body, out ImmutableArray<string> names))
        {
            var found = new SortedSet<string>(StringComparer.Ordinal);
            Collect(body, found);
            names = [.. found];
            _known[body] = names;
        }

        return names;
    }

    private static void Collect(ShellCommand? command, SortedSet<string> names)
    {
        switch (command)
        {
            case SimpleCommand simple:
                CollectSimple(simple, names);
                break;
            case ShellList list:
                foreach (ListItem item in list.Items)
                {
                    Collect(item.Command, names);
                }

                break;
            case AndOrList list:
                Collect(list.First, names);
                foreach (AndOrItem item in list.Rest)
                {
                    Collect(item.Command, names);
                }

                break;
            case RedirectedCommand redirected:
                Collect(redirected.Command, names);
                break;
            case GroupCommand { IsSubshell: false } group:
                Collect(group.Body, names);
                break;
            case ShellPipeline { Commands: [var only] }:
                Collect(only, names);
                break;
            default:
                CollectCompound(command, names);
                break;
        }
    }

    private static void CollectCompound(ShellCommand? command, SortedSet<string> names)
    {
        switch (command)
        {
            case IfCommand branches:
                foreach (IfBranch branch in branches.Branches)
                {
                    Collect(branch.Condition, names);
                    Collect(branch.Body, names);
                }

                Collect(branches.Else, names);
                break;
            case ForCommand loop:
                if (loop.Variable is { } variable)
                {
                    names.Add(variable);
                }

                Collect(loop.Body, names);
                break;
            case WhileCommand loop:
                Collect(loop.Condition, names);
                Collect(loop.Body, names);
                break;
            case CaseCommand choice:
                foreach (CaseItem item in choice.Items)
                {
                    Collect(item.Body, names);
                }

                break;
        }
    }

    private static void CollectSimple(SimpleCommand command, SortedSet<string> names)
    {
        if (command.Words.IsEmpty)
        {
            names.UnionWith(command.Assignments.Select(assignment => assignment.Name));
        }

        names.UnionWith(command.Declarations.Select(assignment => assignment.Name));
        if (command.Words is [{ Literal: "read" or "mapfile" or "readarray" or "getopts" or "unset" or "local" or "printf" }, ..])
        {
            names.UnionWith(command.Words.Skip(1).Select(word => word.Literal ?? "").Where(name => ShellNames.IsName(name)));
        }
    }
}
