using System.Text;

namespace GcpLint.Analyzer.Sources.Plans;

/// <summary>Takes addresses of Terraform apart.</summary>
internal static class InstanceAddress
{
    /// <summary>The address without the keys of modules and resource: all instances of one block have it in common.</summary>
    public static string WithoutKeys(string address)
    {
        if (!address.Contains('[', StringComparison.Ordinal))
        {
            return address;
        }

        var text = new StringBuilder(address.Length);
        foreach (string step in Steps(address))
        {
            int key = step.IndexOf('[', StringComparison.Ordinal);
            text.Append(text.Length > 0 ? "." : "").Append(key < 0 ? step : step[..key]);
        }

        return text.ToString();
    }

    /// <summary>"module.db[0]." of "module.db[0].google_x.y": what stands before the addresses of a module instance's resources.</summary>
    public static string ModulePrefix(string address)
    {
        int length = 0;
        List<string> steps = Steps(address);
        for (int i = 0; i + 1 < steps.Count && steps[i] == "module"; i += 2)
        {
            length += steps[i].Length + steps[i + 1].Length + 2;
        }

        return address[..Math.Min(length, address.Length)];
    }

    /// <summary>The parts between the dots that stand outside of keys.</summary>
    public static List<string> Steps(string address)
    {
        var steps = new List<string>();
        int start = 0;
        bool quoted = false;
        int open = 0;
        for (int i = 0; i < address.Length; i++)
        {
            char unit = address[i];
            if (quoted)
            {
                i += unit == '\\' ? 1 : 0;
                quoted = unit != '"';
            }
            else if (unit == '"')
            {
                quoted = true;
            }
            else if (unit is '[' or ']')
            {
                open += unit == '[' ? 1 : -1;
            }
            else if (unit == '.' && open <= 0)
            {
                steps.Add(address[start..i]);
                start = i + 1;
            }
        }

        steps.Add(address[start..]);
        return steps;
    }
}
