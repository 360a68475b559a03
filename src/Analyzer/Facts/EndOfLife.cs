using System.Globalization;

namespace GcpLint.Analyzer.Facts;

/// <summary>Until when a version line of a product gets security updates.</summary>
/// <param name="Product">As the table calls it: "python", "debian".</param>
/// <param name="Cycle">The version line: "3.9", "10".</param>
/// <param name="LastDay"><see cref="DateOnly.MaxValue"/> if no end is known, <see cref="DateOnly.MinValue"/> if it ended on an unknown day.</param>
/// <param name="Codename">In lower case; null if it has none.</param>
public sealed record EndOfLife(string Product, string Cycle, DateOnly LastDay, string? Codename)
{
    public bool HasEnded(DateOnly today) => LastDay < today;

    /// <summary>"Python 3.9", "Debian 10 (buster)".</summary>
    public string DisplayName
    {
        get
        {
            string product = Product.StartsWith("docker-image:", StringComparison.Ordinal) ? Product["docker-image:".Length..] : Product;
            string cycle = Cycle == "*" ? "" : " " + Cycle;
            string name = product switch
            {
                "nodejs" => "Node.js",
                "golang" => "Go",
                "dotnet" => ".NET",
                "php" => "PHP",
                "openjdk" => "OpenJDK",
                "centos" => "CentOS",
                "mysql" => "MySQL",
                "postgresql" => "PostgreSQL",
                _ => $"{char.ToUpperInvariant(product[0])}{product[1..]}",
            };
            return $"{name}{cycle}{(Codename is null ? "" : $" ({Codename})")}";
        }
    }

    /// <summary>"since 2025-10-31", or "" where the day is not known.</summary>
    public string Since => LastDay == DateOnly.MinValue ? "" : "since " + LastDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
