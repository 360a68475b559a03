namespace GcpLint.Rules.Run;

/// <summary>Names and values of variables that tell how a program reaches its database.</summary>
internal static class SqlVariables
{
    /// <summary>"CLOUD_SQL_CONNECTION_NAME", "INSTANCE_UNIX_SOCKET" and the like, in upper case.</summary>
    public static bool IsConnectionName(string name)
    {
        string letters = name.Replace("_", "", StringComparison.Ordinal);
        return letters.EndsWith("INSTANCECONNECTIONNAME", StringComparison.Ordinal)
            || letters.EndsWith("SQLCONNECTIONNAME", StringComparison.Ordinal)
            || letters.EndsWith("SQLCONNECTION", StringComparison.Ordinal)
            || letters is "DBCONNECTIONNAME" or "CLOUDSQLINSTANCE" or "CLOUDSQLINSTANCENAME" or "CLOUDSQLINSTANCES" or "CLOUDSQLCONNECTION" or "INSTANCEUNIXSOCKET" or "CLOUDSQLSOCKET";
    }

    /// <summary>A path of the sockets that the connector of Cloud Run mounts.</summary>
    public static bool HasSocketPath(string text)
    {
        int at = text.IndexOf("/cloudsql/", StringComparison.OrdinalIgnoreCase);
        at = at < 0 ? text.IndexOf("%2fcloudsql%2f", StringComparison.OrdinalIgnoreCase) : at;
        return at >= 0;
    }

    /// <summary>"project:region:instance"; parts that are not known are "$".</summary>
    public static bool LooksLikeConnectionName(string text)
    {
        string[] parts = text.Split(':');
        return parts.Length == 3 && parts.All(part => part.Length > 0 && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '$'))
            && parts[1].Contains('-', StringComparison.Ordinal) | parts[1] == "$" && char.IsAsciiLetterLower(parts[2][0]);
    }

    /// <summary>How many connections each instance of the program keeps at most, in upper case.</summary>
    public static bool IsPoolSize(string name) => name is
        "DB_POOL_SIZE" or "DATABASE_POOL_SIZE" or "SQLALCHEMY_POOL_SIZE" or "PG_POOL_SIZE" or "POSTGRES_POOL_SIZE" or "MYSQL_POOL_SIZE" or "SQL_POOL_SIZE" or "POOL_SIZE"
        or "DB_POOL_MAX" or "DB_MAX_POOL" or "DB_POOL_MAX_SIZE" or "DB_MAX_POOL_SIZE" or "DATABASE_POOL_MAX" or "PG_POOL_MAX" or "PGPOOL_MAX" or "DB_CONNECTION_POOL_SIZE" or "DATABASE_CONNECTION_POOL_SIZE"
        or "DB_MAX_CONNECTIONS" or "DATABASE_MAX_CONNECTIONS" or "DB_CONNECTION_LIMIT" or "DATABASE_CONNECTION_LIMIT" or "DB_MAX_OPEN_CONNS" or "DB_MAX_CONNS" or "DB_POOL" or "DATABASE_POOL";

    /// <summary>Connections that a pool opens beyond its size under load.</summary>
    public static bool IsPoolOverflow(string name) => name is "DB_MAX_OVERFLOW" or "DATABASE_MAX_OVERFLOW" or "DB_POOL_OVERFLOW" or "DB_POOL_MAX_OVERFLOW" or "SQLALCHEMY_MAX_OVERFLOW";
}
