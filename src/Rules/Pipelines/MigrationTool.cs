using GcpLint.Analyzer.Model;

namespace GcpLint.Rules.Pipelines;

/// <summary>A tool that brings the schema of a database up to date, found by the files that it keeps in a repository.</summary>
/// <param name="Name">For people.</param>
/// <param name="Command">What applies its migrations.</param>
/// <param name="File">The file that shows it.</param>
/// <param name="Folder">The folder of the application that has it; "" for the root.</param>
internal sealed record MigrationTool(string Name, string Command, string File, string Folder)
{
    /// <summary>The name, the command, and the end of a path of the file that shows it; "*" stands for any text within one folder or file.</summary>
    private static readonly (string Name, string Command, string Path)[] s_signs =
    [
        ("Alembic", "alembic upgrade head", "alembic.ini"),
        ("Alembic", "alembic upgrade head", "alembic/env.py"),
        ("Flask-Migrate", "flask db upgrade", "migrations/alembic.ini"),
        ("Django", "python manage.py migrate", "*/migrations/0001_*.py"),
        ("Prisma", "prisma migrate deploy", "prisma/migrations/migration_lock.toml"),
        ("Knex", "knex migrate:latest", "knexfile.*"),
        ("Drizzle", "drizzle-kit migrate", "drizzle.config.*"),
        ("Sequelize", "sequelize-cli db:migrate", ".sequelizerc"),
        ("Flyway", "flyway migrate", "db/migration/V1__*.sql"),
        ("Flyway", "flyway migrate", "flyway.conf"),
        ("Liquibase", "liquibase update", "liquibase.properties"),
        ("Rails", "rails db:migrate", "db/migrate/*.rb"),
        ("Atlas", "atlas migrate apply", "migrations/atlas.sum"),
        ("golang-migrate", "migrate up", "migrations/*1_*.up.sql"),
        ("sqlx", "sqlx migrate run", "sqlx-data.json"),
    ];

    /// <summary>The tools of a repository, one for each folder; in the order of their files.</summary>
    public static IEnumerable<MigrationTool> In(RepositoryModel model)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (string path in model.Paths)
        {
            foreach ((string name, string command, string sign) in s_signs)
            {
                if (FolderBefore(path, sign) is { } folder && !RepositoryPath.IsExhibit(path) && folders.Add(folder))
                {
                    yield return new MigrationTool(name, command, path, folder);
                    break;
                }
            }
        }
    }

    /// <summary>What stands before the sign; null if the path does not end with it.</summary>
    private static string? FolderBefore(string path, string sign)
    {
        if (!IsMatch(RepositoryPath.NameOf(path), RepositoryPath.NameOf(sign)))
        {
            return null;
        }

        string[] wanted = sign.Split('/');
        string[] parts = path.Split('/');
        int first = parts.Length - wanted.Length;
        if (first < 0)
        {
            return null;
        }

        for (int i = 0; i < wanted.Length; i++)
        {
            if (!IsMatch(parts[first + i], wanted[i]))
            {
                return null;
            }
        }

        return string.Join('/', parts.Take(first));
    }

    private static bool IsMatch(string part, string wanted)
    {
        int star = wanted.IndexOf('*', StringComparison.Ordinal);
        return star < 0 ? part == wanted
            : part.Length >= wanted.Length - 1 && part.StartsWith(wanted.AsSpan(0, star), StringComparison.Ordinal) && part.EndsWith(wanted.AsSpan(star + 1), StringComparison.Ordinal);
    }
}
