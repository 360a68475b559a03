using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Rules;
using GcpLint.Testing;

namespace GcpLint.Tests.Images.Lowering;

/// <summary>What the rules about Dockerfiles say of images, and where.</summary>
public sealed class ImageVerdictTests
{
    private static readonly ContainerImage Careless = new()
    {
        Name = "gcr.io/my-project/api:4f2a",
        Digest = "sha256:b93fa09c667394e2c2485c67af2d0ffcf4a2bedbcd5678e309e568d3c20755d9",
        Settings = new ImageSettings
        {
            Environment = ["PATH=/bin", "PYTHON_VERSION=3.9.18", "DATABASE_PASSWORD=hunter2-prod-9"],
            Command = ["/bin/sh", "-c", "python main.py"],
        },
        History =
        [
            new("/bin/sh -c #(nop) ADD file:77 in / ", "", false),
            new("/bin/sh -c #(nop)  CMD [\"bash\"]", "", true),
            new("/bin/sh -c #(nop)  ENV PYTHON_VERSION=3.9.18", "", true),
            new("/bin/sh -c apt-get update && apt-get install -y python3", "", false),
            new("/bin/sh -c #(nop)  CMD [\"python3\"]", "", true),
            new("/bin/sh -c #(nop)  ENV DATABASE_PASSWORD=hunter2-prod-9", "", true),
            new("/bin/sh -c apt-get update && apt-get install -y curl", "", false),
            new("/bin/sh -c #(nop) COPY file:11 in /app/tf-key.json ", "", false),
            new("/bin/sh -c #(nop)  CMD [\"/bin/sh\" \"-c\" \"python main.py\"]", "", true),
        ],
    };

    private static ScanResult Judge(ContainerImage image, bool judgesFiles = false, params (string Path, string Text)[] files) => ScanEngine.Run(new ScanRequest
    {
        Files = InMemoryFileSystem.OfTexts(files.Select(file => KeyValuePair.Create(file.Path, file.Text))),
        Rules = RuleCatalog.BuiltIn.Rules,
        Configuration = new ScanConfiguration { Profile = RuleProfile.Strict },
        Today = new DateOnly(2026, 1, 1),
        Images = [image],
        JudgesFiles = judgesFiles,
        Jobs = 1,
    });

    private static IEnumerable<string> Rules(ScanResult result) => result.Findings.Select(finding => finding.Rule.Text).Distinct().Order(StringComparer.Ordinal);

    [Fact]
    public void The_rules_about_Dockerfiles_judge_an_image()
    {
        ScanResult result = Judge(Careless);

        Rules(result).Should().Contain(["docker/non-root-user", "docker/healthcheck", "docker/secrets-in-args", "docker/apt-clean", "docker/copy-secret", "docker/exec-form", "docker/python-env"]);
        result.Findings.Should().OnlyContain(finding => finding.Resource == Careless.FullName && finding.Location.Source.Path == Careless.Name);
        result.Findings.Where(finding => finding.Rule.Text == "docker/apt-clean").Should().ContainSingle("the steps of the base are its owner's")
            .Which.Location.Source.GetText(result.Findings.First(finding => finding.Rule.Text == "docker/apt-clean").Location.Span).Should().Contain("curl");
        result.Findings.Should().OnlyContain(finding => !finding.Message.Contains("hunter2-prod-9"));
        result.Findings.Where(finding => finding.Rule.Text == "secrets/hardcoded").Should().OnlyContain(finding => finding.Message.Contains("who can pull the image has it")).And.NotBeEmpty();
    }

    [Fact]
    public void Rules_that_need_the_source_do_not_run_and_are_not_counted()
    {
        ScanResult result = Judge(Careless);

        result.RuleRuns.Should().OnlyContain(run => run.Rule.Definition.Metadata.Subjects.Contains("image"));
        result.RuleRuns.Select(run => run.Rule.Id.Text).Should().NotContain(["docker/dockerignore", "docker/multi-stage", "docker/pin-patch-version"]);
        result.Coverage.ImagesRead.Should().Be(1);
        result.Coverage.RulesRun.Should().Be(result.RuleRuns.Length);
    }

    [Fact]
    public void Each_rule_of_the_list_of_rules_for_images_judges_images()
    {
        string? list = SharedFiles.Find("design/seed-checklist.tsv");
        Assert.SkipWhen(list is null, SharedFiles.Missing("design/seed-checklist.tsv"));
        string[] wanted = [.. File.ReadLines(list).Select(line => line.Split('\t')).Where(row => row.Length > 4 && row[4].Split(',').Contains("image")).SelectMany(row => row[3].Split(", "))];

        wanted.Should().NotBeEmpty();
        RuleCatalog.BuiltIn.Rules.Where(rule => rule.Metadata.Subjects.Contains("image")).Select(rule => rule.Metadata.Id.Text).Should().Contain(wanted);
    }

    [Fact]
    public void Ports_and_modes_are_read_from_the_history()
    {
        ContainerImage image = Careless with
        {
            Settings = Careless.Settings with { ExposedPorts = ["22/tcp", "8080/tcp"] },
            History = [.. Careless.History, new("/bin/sh -c chmod -R 777 /app", "", false)],
        };

        Rules(Judge(image)).Should().Contain(["docker/ssh-port", "docker/world-writable"]);
    }

    [Fact]
    public void What_the_history_does_not_tell_is_not_assessed()
    {
        ContainerImage image = Careless with { Settings = Careless.Settings with { Environment = [] }, History = [new("RUN /bin/sh -c apt-get update && apt-get install -y curl # buildkit", "buildkit.dockerfile.v0", false)] };

        ScanResult result = Judge(image);

        Rules(result).Should().NotContain(["docker/apt-clean", "docker/package-cache", "docker/base-image-eol"]);
        result.Coverage.NotAssessed.SelectMany(group => group.Rules).Select(rule => rule.Text).Should().Contain(["docker/apt-clean", "docker/base-image-eol", "docker/latest-tag"]);
    }

    [Fact]
    public void A_careful_image_has_nothing_to_say()
    {
        var image = new ContainerImage
        {
            Name = "api:1.0",
            BaseName = "python:3.14-slim",
            Settings = new ImageSettings
            {
                User = "10001",
                Environment = ["PYTHON_VERSION=3.14.0", "PYTHONUNBUFFERED=1", "PYTHONDONTWRITEBYTECODE=1", "GPG_KEY=7169605F62C751356D054A26A821E680E5FA6305"],
                Command = ["gunicorn", "main:app"],
                Healthcheck = new ImageHealthcheck(["CMD", "python", "check.py"], TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10), 3),
            },
            History =
            [
                new("ENV GPG_KEY=7169605F62C751356D054A26A821E680E5FA6305", "buildkit.dockerfile.v0", true),
                new("ENV PYTHON_VERSION=3.14.0", "buildkit.dockerfile.v0", true),
                new("CMD [\"python3\"]", "buildkit.dockerfile.v0", true),
                new("ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1", "buildkit.dockerfile.v0", true),
                new("COPY /venv /venv # buildkit", "buildkit.dockerfile.v0", false),
                new("USER 10001", "buildkit.dockerfile.v0", true),
            ],
        };

        Judge(image).Findings.Should().BeEmpty();
    }

    [Fact]
    public void The_base_that_a_label_names_is_judged()
    {
        Rules(Judge(Careless with { BaseName = "python:3.7-slim-buster" })).Should().Contain("docker/base-image-eol");
        Rules(Judge(Careless)).Should().Contain("docker/base-image-eol", "the variable of Python's image has the version");
        Rules(Judge(Careless with { BaseName = "python:latest" })).Should().Contain(["docker/latest-tag", "docker/minimal-base"]);
    }

    [Fact]
    public void A_finding_is_put_at_the_line_of_the_Dockerfile_that_a_pipeline_builds_the_image_from()
    {
        (string, string)[] files =
        [
            ("services/api/Dockerfile", "FROM python:3.9\nENV DATABASE_PASSWORD=hunter2-prod-9\nRUN apt-get update \\\n    && apt-get install -y curl\nCOPY tf-key.json /app/tf-key.json\nCMD python main.py\n"),
            ("services/web/Dockerfile", "FROM node:22\nCMD node index.js\n"),
            ("cloudbuild.yaml", "steps:\n  - name: gcr.io/cloud-builders/docker\n    args: [build, -t, gcr.io/$PROJECT_ID/api:$COMMIT_SHA, services/api]\n"),
        ];

        ScanResult result = Judge(Careless, judgesFiles: false, files);

        result.Findings.Select(finding => (finding.Rule.Text, finding.Location.ToString())).Should().Contain(
        [
            ("docker/non-root-user", "services/api/Dockerfile:1:6"),
            ("docker/secrets-in-args", "services/api/Dockerfile:2:1"),
            ("docker/apt-clean", "services/api/Dockerfile:3:1"),
            ("docker/exec-form", "services/api/Dockerfile:6:1"),
        ]);
        result.Findings.Should().OnlyContain(finding => finding.Resource == Careless.FullName);
        result.Diagnostics.Should().BeEmpty();
    }

    [Fact]
    public void A_Dockerfile_is_recognised_by_its_commands_where_no_pipeline_names_the_image()
    {
        ContainerImage image = Careless with { Name = "local:dev" };

        Judge(image, judgesFiles: false, ("a/Dockerfile", "FROM python:3.9\nENV DATABASE_PASSWORD=x\nRUN apt-get update && apt-get install -y curl\nCOPY tf-key.json /app/tf-key.json\nCMD python main.py\n"), ("b/Dockerfile", "FROM node:22\nCMD node .\n"))
            .Findings.Should().OnlyContain(finding => finding.Location.Source.Path == "a/Dockerfile");
    }

    [Fact]
    public void A_defect_of_a_Dockerfile_is_not_said_again_of_its_image()
    {
        (string, string)[] files = [("Dockerfile", "FROM python:3.9\nENV DATABASE_PASSWORD=hunter2-prod-9\nRUN apt-get update && apt-get install -y curl\nCOPY tf-key.json /app/tf-key.json\nCMD python main.py\n")];

        ScanResult result = Judge(Careless, judgesFiles: true, files);

        result.Findings.GroupBy(finding => (finding.Rule, finding.Location)).Should().OnlyContain(group => group.Count() == 1);
        result.Findings.Should().Contain(finding => finding.Rule.Text == "docker/non-root-user" && finding.Location.Source.Path == "Dockerfile");
    }
}
