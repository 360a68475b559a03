using System.Collections.Frozen;

namespace GcpLint.Rules.Docker;

/// <summary>
/// The repositories of Docker Hub without an owner (https://hub.docker.com/u/library), the retired ones too. Another name
/// without an owner is that of an image that somebody builds on the spot.
/// </summary>
internal static class OfficialImages
{
    private const string AsRoot = """
        adminer adoptopenjdk aerospike almalinux alpine alt amazoncorretto amazonlinux archlinux backdrop bash buildpack-deps busybox caddy
        centos cirros clearlinux clojure composer convertigo crate crux dart debian docker drupal eclipse-mosquitto eclipse-temurin
        elixir erlang euleros fedora friendica fsharp gazebo gcc ghost golang gradle groovy haskell haxe hello-world httpd hylang
        ibm-semeru-runtimes ibmjava iojs java joomla jruby julia mageia matomo maven mediawiki mono monica nats nextcloud nginx node
        openjdk opensuse oraclelinux perl photon php phpmyadmin plone pypy python r-base rails rakudo-star redmine registry rockylinux
        ros ruby rust sapmachine sl swift swipl tomcat tomee traefik ubuntu ubuntu-debootstrap unit wordpress yourls
        """;

    // Their images name an account, or their entry point steps down to one.
    private const string NotAsRoot = """
        api-firewall arangodb bonita cassandra celery chronograf clickhouse consul couchbase couchdb django eggdrop elasticsearch emqx
        express-gateway flink fluentd geonetwork glassfish haproxy hitch influxdb irssi jenkins jetty jobber kapacitor kibana kong
        krakend lightstreamer liquibase logstash mariadb memcached mongo mongo-express mysql nats-streaming neo4j neurodebian notary
        nuxeo odoo open-liberty orientdb percona piwik postfixadmin postgres rabbitmq rapidoid redis rethinkdb rocket.chat satosa
        solr sonarqube spark spiped storm swarm teamspeak telegraf thrift valkey varnish vault websphere-liberty xwiki znc zookeeper
        """;

    // Other publishers whose images run as root, by the start of their name.
    private static readonly string[] s_rootPrefixes =
    [
        "gcr.io/distroless/", "gcr.io/cloud-builders/", "gcr.io/google.com/cloudsdktool/", "gcr.io/google-appengine/", "gcr.io/google_appengine/",
        "google/cloud-sdk", "google/dart", "launcher.gcr.io/google/", "marketplace.gcr.io/google/", "mcr.microsoft.com/azure-cli",
        "mcr.microsoft.com/dotnet/aspnet", "mcr.microsoft.com/dotnet/runtime", "mcr.microsoft.com/dotnet/sdk", "mcr.microsoft.com/playwright",
        "nvcr.io/nvidia/", "nvidia/cuda", "pytorch/pytorch", "tensorflow/tensorflow", "oven/bun", "denoland/deno", "ghcr.io/astral-sh/uv",
        "tiangolo/", "continuumio/", "redhat/ubi", "registry.access.redhat.com/ubi",
    ];

    private static readonly FrozenSet<string> s_asRoot = Split(AsRoot);

    private static readonly FrozenSet<string> s_all = Split(AsRoot + "\n" + NotAsRoot);

    public static bool Contains(string name) => s_all.Contains(name);

    /// <summary>Whether an image without USER is known to run as root; Windows knows no root, and chiseled images name an account.</summary>
    public static bool RunsAsRoot(BaseImage image) =>
        !image.TagParts.Any(part => part is "chiseled" || part.StartsWith("nanoserver", StringComparison.Ordinal) || part.StartsWith("windows", StringComparison.Ordinal))
        && (s_asRoot.Contains(image.Key) || s_rootPrefixes.Any(prefix => image.Key.StartsWith(prefix, StringComparison.Ordinal)));

    private static FrozenSet<string> Split(string names) => names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
