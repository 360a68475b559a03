using System.Collections.Frozen;

namespace GcpLint.Rules.Compose;

/// <summary>Databases, caches and brokers, by the names of their images and the ports that they listen on.</summary>
internal static class DataStores
{
    private static readonly FrozenSet<string> s_images = FrozenSet.Create(
        StringComparer.Ordinal,
        "postgres", "postgresql", "postgis", "pgvector", "timescaledb", "mysql", "mysql-server", "mariadb", "percona", "mongo", "mongodb", "redis", "redis-stack", "redis-stack-server",
        "valkey", "keydb", "memcached", "rabbitmq", "elasticsearch", "opensearch", "cassandra", "scylla", "kafka", "cp-kafka", "zookeeper",
        "cp-zookeeper", "nats", "neo4j", "influxdb", "couchdb", "couchbase", "clickhouse-server", "etcd", "cockroach", "arangodb", "qdrant", "weaviate", "milvus", "mssql");

    private static readonly FrozenDictionary<string, string> s_ports = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["5432"] = "PostgreSQL",
        ["3306"] = "MySQL",
        ["1433"] = "SQL Server",
        ["27017"] = "MongoDB",
        ["6379"] = "Redis",
        ["11211"] = "Memcached",
        ["5672"] = "RabbitMQ",
        ["9200"] = "Elasticsearch",
        ["9042"] = "Cassandra",
        ["7687"] = "Neo4j",
        ["2379"] = "etcd",
        ["26257"] = "CockroachDB",
        ["5984"] = "CouchDB",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool IsImage(string name) => s_images.Contains(name);

    /// <summary>What listens on a port of the container; null for other ports.</summary>
    public static string? AtPort(string port) => s_ports.GetValueOrDefault(port);
}
