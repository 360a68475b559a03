using GcpLint.Analyzer.Sources.Compose;
using GcpLint.Testing;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Compose;

public sealed class ComposeProjectTests
{
    private static ComposeFile File(string text, string path = "compose.yaml") => ComposeFile.Read(new SourceText(path, text));

    private static ComposeService Service(string body) => ComposeProject.Merge([File($"services:\n  s: {body}\n")]).Services.Single();

    private sealed class Files(params ComposeFile[] files) : IComposeFiles
    {
        public ComposeFile? Find(string path) => files.FirstOrDefault(file => file.Source.Path == path);
    }

    [Fact]
    public void A_service_has_its_fields()
    {
        ComposeProject project = ComposeProject.Merge([File("""
            name: shop
            x-logging: &logging {driver: json-file}
            services:
              web:
                image: nginx:1.27
                build:
                  context: ./web
                  dockerfile: docker/Dockerfile
                  target: prod
                  args: [VERSION=1, TOKEN]
                user: "1000"
                privileged: true
                cap_drop: [ALL]
                restart: unless-stopped
                logging: *logging
                env_file: [.env, {path: extra.env, required: false}]
                depends_on:
                  db: {condition: service_healthy}
                secrets: [key, {source: cert, target: /run/cert}]
                deploy: {resources: {limits: {memory: 512M, cpus: '0.5'}}}
                healthcheck: {test: [CMD, curl, localhost], interval: 5s, retries: 3}
                networks: [front]
              db:
                image: postgres
                healthcheck: {disable: true}
                mem_limit: 1g
            secrets:
              key: {file: ./key.txt}
              cert: {external: true}
            volumes: {data: }
            """)]);

        project.Diagnostics.Should().BeEmpty();
        project.Name.Should().Be(Value.Of("shop"));
        ComposeService web = project.FindService("web")!;
        web.Build!.DockerfilePath.Should().Be("web/docker/Dockerfile");
        web.Build.Args.Select(arg => (arg.Name, arg.IsPassedThrough)).Should().Equal(("VERSION", false), ("TOKEN", true));
        web.Privileged.Should().Be(Value.True);
        web.Logging.Get("driver").Should().Be(Value.Of("json-file"));
        web.EnvFiles.Select(file => file.Path.AsString).Should().Equal(".env", "extra.env");
        web.DependsOn.Single().Condition.Should().Be(Value.Of("service_healthy"));
        web.Secrets.Select(grant => grant.Source.AsString).Should().Equal("key", "cert");
        web.MemoryLimit.Should().Be(Value.Of("512M"));
        web.CpuLimit.Should().Be(Value.Of("0.5"));
        web.Healthcheck!.IsDisabled.Should().BeFalse();
        web.Networks.Single().Name.Should().Be("front");
        project.FindService("db")!.Healthcheck!.IsDisabled.Should().BeTrue();
        project.FindService("db")!.MemoryLimit.Should().Be(Value.Of("1g"));
        project.Secrets.Single(secret => secret.IsExternal).Name.Should().Be("cert");
        project.Volumes.Single().Name.Should().Be("data");
    }

    [Theory]
    [InlineData("'80'", "", "", "80", "tcp")]
    [InlineData("8080:80", "", "8080", "80", "tcp")]
    [InlineData("127.0.0.1:5432:5432", "127.0.0.1", "5432", "5432", "tcp")]
    [InlineData("'[::1]:53:53/udp'", "::1", "53", "53", "udp")]
    [InlineData("'127.0.0.1::80'", "127.0.0.1", "", "80", "tcp")]
    [InlineData("3000-3005:3000-3005", "", "3000-3005", "3000-3005", "tcp")]
    [InlineData("{target: 80, published: '8080', host_ip: 127.0.0.1}", "127.0.0.1", "8080", "80", "tcp")]
    [InlineData("'${PORT:-8080}:80'", "", "8080", "80", "tcp")]
    public void Ports_have_a_short_and_a_long_form(string text, string address, string published, string target, string protocol)
    {
        ComposePort port = Service($"{{ports: [{text}]}}").Ports.Single();

        (port.HostIp, port.Published, port.Target, port.Protocol).Should().Be((address, published, target, protocol));
        port.IsLoopback.Should().Be(address.Length > 0);
    }

    [Theory]
    [InlineData("./app:/app", "bind", "./app", "/app", false)]
    [InlineData("data:/var/lib:ro", "volume", "data", "/var/lib", true)]
    [InlineData("/cache", "volume", "", "/cache", false)]
    [InlineData("'/var/run/docker.sock:/var/run/docker.sock:ro,z'", "bind", "/var/run/docker.sock", "/var/run/docker.sock", true)]
    [InlineData("'C:\\data:/data'", "bind", "C:\\data", "/data", false)]
    [InlineData("{type: tmpfs, target: /tmp, read_only: true}", "tmpfs", "", "/tmp", true)]
    public void Mounts_have_a_short_and_a_long_form(string text, string type, string source, string target, bool readOnly)
    {
        ComposeMount mount = Service($"{{volumes: [{text}]}}").Mounts.Single();

        (mount.Type, mount.Source, mount.Target, mount.IsReadOnly).Should().Be((type, source, target, readOnly));
    }

    [Fact]
    public void Variables_of_a_list_have_places_of_their_own()
    {
        MarkedSource marked = MarkedSource.Parse("compose.yaml", "services:\n  s:\n    environment:\n      - [|PASSWORD|]=[|hunter2|]\n      - \"[|A|]=[|x\\ty|]\"\n      - SHELL\n");
        ComposeVariable[] variables = [.. ComposeProject.Merge([ComposeFile.Read(marked.Source)]).Services[0].Environment];

        variables.Take(2).SelectMany(variable => new[] { variable.Key, variable.Value }).Select(value => value.Origin!.Location.Span)
            .Should().Equal(marked.Spans);
        variables[1].Value.Should().Be(Value.Of("x\ty"));
        variables[2].IsPassedThrough.Should().BeTrue();
        variables[2].Value.IsUnknown.Should().BeTrue();
    }

    [Fact]
    public void A_variable_tells_its_text_where_its_value_is_not_known()
    {
        foreach (string form in new[] { "{environment: {URL: 'pg://u:secret@${HOST}/db'}}", "{environment: ['URL=pg://u:secret@${HOST}/db']}" })
        {
            ComposeVariable variable = Service(form).Environment.Single();

            variable.Name.Should().Be("URL");
            variable.Value.UnknownReason!.Kind.Should().Be(UnknownKind.EnvironmentVariable);
            variable.Written.Should().EndWith("pg://u:secret@${HOST}/db");
        }
    }

    [Fact]
    public void Files_are_laid_over_each_other()
    {
        ComposeProject project = ComposeProject.Merge(
        [
            File("""
                services:
                  test:
                    image: a
                    command: [one]
                    ports: ['80:80', '443:443']
                    volumes: ['./a:/app', 'data:/data']
                    environment: [A=1, B=2]
                    depends_on: [db]
                    cap_add: [X]
                    labels: {l: 1}
                    healthcheck: {test: [CMD, a], retries: 3}
                    privileged: true
                  db: {image: postgres}
                """),
            File("""
                services:
                  test:
                    image: b
                    command: [two]
                    ports: ['80:80', '81:81']
                    volumes: ['./b:/app']
                    environment: {B: 3}
                    depends_on: {cache: {condition: service_started}}
                    cap_add: [Y]
                    labels: !override {m: 2}
                    healthcheck: {test: [CMD, b]}
                    privileged: !reset null
                  cache: {image: redis}
                """, "compose.override.yaml"),
        ]);

        ComposeService test = project.FindService("test")!;
        project.Services.Select(service => service.Name).Should().Equal("test", "db", "cache");
        test.Image.Should().Be(Value.Of("b"));
        test.Image.Origin!.Location.Source.Path.Should().Be("compose.override.yaml");
        test.Command.ToString().Should().Be("[\"two\"]");
        test.Ports.Select(port => port.Published).Should().Equal("80", "443", "81");
        test.Mounts.Select(mount => mount.Source).Should().Equal("./b", "data");
        test.Environment.Select(variable => $"{variable.Name}={variable.Written}").Should().Equal("A=1", "B=3");
        test.DependsOn.Select(dependency => dependency.Service.AsString).Should().Equal("db", "cache");
        test.CapAdd.Select(item => item.AsString).Should().Equal("X", "Y");
        test.Labels.Select(label => label.Name).Should().Equal("m");
        test.Healthcheck!.Test.ToString().Should().Be("[\"CMD\", \"b\"]");
        test.Healthcheck.Retries.Should().Be(Value.Of(3));
        test.Privileged.IsAbsent.Should().BeTrue();
    }

    [Fact]
    public void A_service_extends_others_of_this_and_of_other_files()
    {
        var files = new Files(File("""
            services:
              base: {image: base, user: app, cap_add: [A], build: {context: ../ctx}}
            """, "deploy/common.yml"));
        ComposeProject project = ComposeProject.Merge([File("""
            services:
              middle:
                extends: {file: deploy/common.yml, service: base}
                cap_add: [B]
              top:
                extends: middle
                image: top
            """)], files);

        project.Diagnostics.Should().BeEmpty();
        ComposeService top = project.FindService("top")!;
        top.Image.Should().Be(Value.Of("top"));
        top.User.Origin!.Location.Source.Path.Should().Be("deploy/common.yml");
        top.CapAdd.Select(item => item.AsString).Should().Equal("A", "B");
        top.Build!.DockerfilePath.Should().Be("ctx/Dockerfile");
        top.Location.Source.Path.Should().Be("compose.yaml");
        top.IsIncomplete.Should().BeFalse();
    }

    [Theory]
    [InlineData("{extends: {file: other.yml, service: x}}")]
    [InlineData("{extends: {file: ../../outside.yml, service: x}}")]
    [InlineData("{extends: nobody}")]
    public void What_a_missing_base_would_add_is_unknown(string body)
    {
        ComposeProject project = ComposeProject.Merge([File($"services:\n  s: {body}\n")], new Files());
        ComposeService service = project.Services.Single();

        project.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("compose/extends-not-found");
        service.IsIncomplete.Should().BeTrue();
        service.User.UnknownReason!.Kind.Should().Be(UnknownKind.UnresolvedModule);
    }

    [Fact]
    public void A_circle_of_services_is_an_error()
    {
        ComposeProject project = ComposeProject.Merge([File("services:\n  a: {extends: b}\n  b: {extends: a}\n")]);

        project.Diagnostics.Select(diagnostic => diagnostic.Code).Distinct().Should().Equal("compose/extends-cycle");
        project.Services.Should().OnlyContain(service => service.IsIncomplete);
    }

    [Fact]
    public void Included_files_lie_under_the_one_that_includes_them()
    {
        var files = new Files(File("services:\n  db: {image: postgres, user: db}\n", "infra/compose.yaml"));
        ComposeProject project = ComposeProject.Merge([File("""
            include:
              - infra/compose.yaml
              - path: [missing.yaml]
            services:
              db: {image: mine}
            """)], files);

        project.FindService("db")!.Image.Should().Be(Value.Of("mine"));
        project.FindService("db")!.User.Should().Be(Value.Of("db"));
        project.Diagnostics.Should().ContainSingle().Which.Location.Line.Should().Be(3);
    }

    [Fact]
    public void Files_that_include_themselves_are_cut()
    {
        ComposeFile file = File("include: [compose.yaml, compose.yaml]\nservices: {a: {image: b}}\n");

        ComposeProject.Merge([file], new Files(file)).Diagnostics.Should().NotBeEmpty()
            .And.OnlyContain(diagnostic => diagnostic.Code == "compose/include-limit").And.HaveCountLessThan(200);
    }

    [Theory]
    [InlineData("docker-compose.yml", "docker-compose.override.yaml")]
    [InlineData("a/compose.yaml", "a/compose.override.yaml")]
    [InlineData("a/other.yaml", null)]
    public void Overrides_have_fixed_names(string path, string? first) =>
        ComposeFile.OverridesOf(path).FirstOrDefault().Should().Be(first);

    [Theory]
    [InlineData("services: x")]
    [InlineData("services: {a: , b: 5, c: [x], d: {ports: 80, volumes: {a: b}, environment: 5, build: [x], extends: [y], healthcheck: x, deploy: []}}")]
    [InlineData("include: {a: b}\nservices: {a: {extends: {file: [x]}}}\nvolumes: [a]")]
    [InlineData("")]
    public void Files_of_another_shape_are_read_all_the_same(string text)
    {
        ComposeProject project = ComposeProject.Merge([File(text), File(text)], new Files());

        foreach (ComposeService service in project.Services)
        {
            service.Environment.Length.Should().BeGreaterThanOrEqualTo(0);
            (service.Ports.Length + service.Mounts.Length + service.DependsOn.Length + service.EnvFiles.Length).Should().BeGreaterThanOrEqualTo(0);
            service.Build?.DockerfilePath?.Should().NotContain("..");
            (service.Healthcheck?.IsDisabled).Should().NotBe(true);
        }
    }

    [Theory]
    [InlineData("corpus")]
    [InlineData("scenarios")]
    public void Real_projects_load(string folder)
    {
        string? path = SharedFiles.Find(folder);
        Assert.SkipWhen(path is null, SharedFiles.Missing(folder));
        int services = 0;
        foreach (string file in Directory.EnumerateFiles(path!, "*compose*.y*ml", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(path!, file).Replace('\\', '/');
            ComposeFile compose = ComposeFile.Read(new SourceText(relative, System.IO.File.ReadAllText(file)));
            if (!ComposeFile.Matches(compose.Root))
            {
                continue;
            }

            ComposeProject project = ComposeProject.Merge([compose], new Files());
            project.Services.Should().OnlyContain(service => service.IsIncomplete || service.Image.IsSet || service.Build != null, relative);
            services += project.Services.Length;
        }

        services.Should().BePositive();
    }
}
