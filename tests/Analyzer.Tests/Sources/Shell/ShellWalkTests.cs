using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Values;
using static GcpLint.Tests.Sources.Shell.ShellTesting;

namespace GcpLint.Tests.Sources.Shell;

public class ShellWalkTests
{
    [Theory]
    [InlineData("cmd || true", IgnoredFailure.OrTrue)]
    [InlineData("cmd || :", IgnoredFailure.OrTrue)]
    [InlineData("cmd || exit 0", IgnoredFailure.OrTrue)]
    [InlineData("cmd || echo no", IgnoredFailure.OrCommand)]
    [InlineData("cmd || { echo no; }", IgnoredFailure.OrCommand)]
    [InlineData("cmd || exit 1", IgnoredFailure.None)]
    [InlineData("cmd || { echo no >&2; exit 1; }", IgnoredFailure.None)]
    [InlineData("die() { echo x; exit 1; }\ncmd || die no", IgnoredFailure.None)]
    [InlineData("{ a; cmd; } || true", IgnoredFailure.OrTrue)]
    [InlineData("cmd && b || true", IgnoredFailure.OrTrue)]
    [InlineData("cmd && b", IgnoredFailure.AndList)]
    [InlineData("a && cmd", IgnoredFailure.None)]
    [InlineData("if cmd; then b; fi", IgnoredFailure.Condition)]
    [InlineData("while cmd; do b; done", IgnoredFailure.Condition)]
    [InlineData("if a; then cmd; fi", IgnoredFailure.None)]
    [InlineData("! cmd", IgnoredFailure.Negated)]
    [InlineData("cmd | tee log", IgnoredFailure.Pipeline)]
    [InlineData("a | cmd", IgnoredFailure.None)]
    [InlineData("set -o pipefail; cmd | tee log", IgnoredFailure.None)]
    [InlineData("set -euo pipefail\ncmd | tee log", IgnoredFailure.None)]
    [InlineData("cmd &", IgnoredFailure.Background)]
    [InlineData("cmd; true", IgnoredFailure.FollowedBySuccess)]
    [InlineData("set -e; cmd; true", IgnoredFailure.None)]
    [InlineData("echo \"$(cmd)\"", IgnoredFailure.Substitution)]
    [InlineData("x=$(cmd)", IgnoredFailure.None)]
    [InlineData("f() { local x=$(cmd); }; f", IgnoredFailure.Substitution)]
    [InlineData("cmd", IgnoredFailure.None)]
    public void A_command_tells_why_its_failure_is_lost(string script, IgnoredFailure expected)
    {
        Find(script, "cmd").IgnoredFailure.Should().Be(expected);
    }

    [Theory]
    [InlineData("sudo -E -u root gcloud x", "gcloud", "sudo")]
    [InlineData("env A=b C=\"$d\" gcloud x", "gcloud", "env")]
    [InlineData("time timeout -k 5 10m gcloud x", "gcloud", "timeout")]
    [InlineData("xargs -n 1 gcloud x", "gcloud", "xargs")]
    [InlineData("exec /usr/local/bin/gcloud x", "gcloud", "exec")]
    [InlineData("command -v gcloud", "command", "")]
    public void Commands_that_start_another_one_are_stripped(string script, string name, string prefixes)
    {
        CommandInvocation command = Parse(script).Commands.Single();
        command.Name.AsString.Should().Be(name);
        string.Join(',', command.Prefixes).Should().Be(prefixes);
    }

    [Fact]
    public void The_options_of_the_shell_are_followed()
    {
        Find("cmd", "cmd").Mode.Should().Be(new StrictMode(false, false, false));
        Find("#!/bin/bash -eu\ncmd", "cmd").Mode.Should().Be(new StrictMode(true, true, false));
        Find("set -Eeuo pipefail\ncmd", "cmd").Mode.Should().Be(new StrictMode(true, true, true));
        Find("set -e\nset +e\ncmd", "cmd").Mode.ExitOnError.Should().BeFalse();
        Find("(set -e)\ncmd", "cmd").Mode.ExitOnError.Should().BeFalse();
        Find("if a; then set -e; fi\ncmd", "cmd").Mode.ExitOnError.Should().BeFalse();
        Parse("cmd").Walk(new ShellContext { Mode = new StrictMode(true, false, true) }).Commands.Single().Mode.PipeFail.Should().BeTrue();
    }

    [Fact]
    public void Commands_of_a_pipeline_know_each_other()
    {
        CommandInvocation[] commands = [.. Parse("curl -s https://x | sudo -E bash -s").Commands];

        commands[0].InPipelineWith.Should().Equal("curl", "bash");
        commands[0].IsLastOfPipeline.Should().BeFalse();
        commands[1].IsLastOfPipeline.Should().BeTrue();
    }

    [Fact]
    public void Functions_are_followed_with_their_arguments()
    {
        const string Script = """
            create() {
              local name="$1"
              gcloud secrets create "$name" --replication="${2:-automatic}"
            }
            create first
            create second user-managed
            """;

        Executions(Script).Where(text => text.StartsWith("gcloud", StringComparison.Ordinal)).Should().Equal(
            "gcloud secrets create first --replication=automatic",
            "gcloud secrets create second --replication=user-managed");
        Commands(Script).Should().Contain("gcloud secrets create {first|second} {--replication=automatic|--replication=user-managed}");
        Find(Script, "gcloud").Callers.Should().HaveCount(2);
        Find(Script, "gcloud").EnclosingFunction.Should().Be("create");
    }

    [Fact]
    public void A_wrapper_runs_its_arguments()
    {
        Executions("try() { local what=$1; shift; \"$@\" || failed=1; }\ntry db gcloud sql instances delete x --quiet")
            .Should().Contain("gcloud sql instances delete x --quiet");
    }

    [Theory]
    [InlineData("f() { f; }; f")]
    [InlineData("f() { g; }; g() { f; }; f")]
    public void Recursion_ends(string script) => Parse(script).Commands.Should().NotBeEmpty();

    [Fact]
    public void Functions_that_nobody_calls_are_walked_with_unknown_arguments()
    {
        Commands("NAME=x\nlib() { gcloud run deploy \"$NAME\" --region=\"$1\"; }").Should().Equal("gcloud run deploy x --region=?");
    }

    [Fact]
    public void A_loop_over_known_words_runs_once_a_word()
    {
        const string Script = """
            ROLES=(
              roles/editor
              roles/viewer
            )
            for role in "${ROLES[@]}"; do
              gcloud projects add-iam-policy-binding p --role="${role}"
            done
            """;

        ShellScript script = Parse(Script);

        Executions(Script).Should().Equal(
            "gcloud projects add-iam-policy-binding p --role=roles/editor",
            "gcloud projects add-iam-policy-binding p --role=roles/viewer");
        script.DefaultWalk.Executions[0].Words[4].Origin!.Trail.Last().Location.Line.Should().Be(2);
        script.DefaultWalk.Executions[1].Words[4].Origin!.Trail.Last().Location.Line.Should().Be(3);
    }

    [Fact]
    public void A_variable_that_grows_in_a_loop_of_unknown_length_is_unknown()
    {
        Commands("A=x\nwhile read -r l; do A=\"$A,y\"; done\necho $A").Should().Contain("echo ?");
        Commands("A=()\nwhile read -r l; do A+=(\"$l\"); done\necho \"${A[@]}\"").Should().Contain("echo ?");
    }

    [Fact]
    public void Ways_that_meet_again_leave_alternatives_with_their_places()
    {
        const string Script = """
            case "$1" in
              dev) TIER=small ;;
              prod) TIER=large ;;
              *) exit 1 ;;
            esac
            gcloud --tier="$TIER"
            """;

        Value word = Find(Script, "gcloud").Words[1];

        Show(word.UnknownReason!.Alternatives![0]).Should().Be("--tier=small");
        word.UnknownReason.Alternatives[1].Origin!.Trail.Select(step => step.Location.Line).Should().Contain(3);
        word.UnknownReason.AlternativesAreAll.Should().BeTrue();
    }

    [Fact]
    public void Assumptions_choose_the_branch()
    {
        const string Script = """
            ENVIRONMENT="${1:-development}"
            case "$ENVIRONMENT" in
              development) TIER=small ;;
              production) TIER=large ;;
            esac
            if [ "$ENVIRONMENT" = production ]; then BACKUP=--backup; else BACKUP=--no-backup; fi
            gcloud "db-$ENVIRONMENT" --tier="$TIER" $BACKUP
            """;
        var context = new ShellContext { Assumptions = ImmutableDictionary<string, Value>.Empty.Add("ENVIRONMENT", Value.Of("production")) };

        ShellWalk walk = Parse(Script).Walk(context);

        Show(walk.Executions.Single(command => command.Name.AsString == "gcloud")).Should().Be("gcloud db-production --tier=large --backup");
    }

    [Fact]
    public void Inside_of_a_branch_the_subject_of_case_is_known()
    {
        Commands("case \"$1\" in x) ;; esac\ncase $E in prod) gcloud db-$E ;; *) gcloud other-$E ;; esac").Should().Equal("gcloud db-prod", "gcloud other-?");
    }

    [Theory]
    [InlineData("if ! gcloud describe x; then create; fi", "gcloud", false)]
    [InlineData("gcloud describe x || create", "gcloud", false)]
    [InlineData("if gcloud describe x; then a; else create; fi", "gcloud", false)]
    [InlineData("if gcloud describe x; then exit 0; fi\ncreate", "gcloud", false)]
    [InlineData("gcloud describe x && exit 0\ncreate", "gcloud", false)]
    [InlineData("confirm || exit 1\ncreate", "confirm", true)]
    [InlineData("confirm && create", "confirm", true)]
    [InlineData("if [[ $y == yes ]]; then create; fi", "[[", true)]
    [InlineData("confirm() { read x; }\nrun() { create; }\nif confirm; then run; fi", "confirm", true)]
    public void A_command_knows_what_guards_it(string script, string condition, bool succeeded)
    {
        CommandGuard guard = Find(script, "create").AllGuards.OfType<CommandGuard>().Should().ContainSingle().Subject;

        guard.Condition.Name.AsString.Should().Be(condition);
        guard.Succeeded.Should().Be(succeeded);
    }

    [Fact]
    public void Commands_without_a_guard_have_none()
    {
        Find("gcloud describe x || echo no\ncreate", "create").Guards.Should().BeEmpty();
        Find("if a; then b; fi\ncreate", "create").Guards.Should().BeEmpty();
    }

    [Fact]
    public void Files_that_are_read_in_are_told_and_followed_where_they_are_known()
    {
        ShellScript library = Parse("REGION=europe-west1\ndeploy() { gcloud run deploy --region=\"$REGION\"; }");
        ShellScript script = Parse("source \"$(dirname \"$0\")/lib.sh\"\ndeploy\necho $REGION");

        ShellWalk alone = script.DefaultWalk;
        ShellWalk together = script.Walk(new ShellContext { ResolveSource = path => Show(path).EndsWith("/lib.sh", StringComparison.Ordinal) ? library : null });

        alone.Sources.Single().IsResolved.Should().BeFalse();
        together.Sources.Single().IsResolved.Should().BeTrue();
        together.Executions.Select(Show).Should().Contain("gcloud run deploy --region=europe-west1").And.Contain("echo europe-west1");
        together.Commands.Select(Show).Should().NotContain(text => text.StartsWith("gcloud", StringComparison.Ordinal));
    }

    [Fact]
    public void Words_that_nobody_sees_are_admitted()
    {
        Find("gcloud $FLAGS x", "gcloud").MayHaveMoreWords.Should().BeTrue();
        Find("gcloud \"$@\"", "gcloud").MayHaveMoreWords.Should().BeTrue();
        Find("echo a | xargs gcloud x", "gcloud").MayHaveMoreWords.Should().BeTrue();
        Find("gcloud \"$X\" --a=$B", "gcloud").MayHaveMoreWords.Should().BeFalse();
    }

    [Fact]
    public void Assignments_are_listed()
    {
        ShellWalk walk = Parse("A=1\nexport B=2\nif x; then C=$A; fi").DefaultWalk;

        walk.Assignments.Select(made => $"{made.Name}={made.Value.AsString} {made.IsExported} {made.Guards.Length}")
            .Should().Equal("A=1 False 0", "B=2 True 0", "C=1 False 1");
    }
}
