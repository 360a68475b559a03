using System.Collections.Frozen;
using GcpLint.Analyzer.Model.Pipelines;

namespace GcpLint.Analyzer.Sources.Pipelines;

/// <summary>What commands do: the program, the operands that have to follow it in this order, the meaning.</summary>
internal static class CommandCatalog
{
    /// <summary>A line is a kind, and behind the colon commands with commas between them. The longest one that fits counts.</summary>
    private const string Table = """
        Test: pytest, py.test, unittest, nose2, tox, nox, go test, gotestsum, cargo test, cargo nextest, dotnet test, vitest, jest, mocha, ava, karma, phpunit, pest, rspec
        Test: gradle test, gradle check, gradlew test, gradlew check, gradle build, gradlew build, mvn test, mvn verify, mvn install, mvn package, mvn deploy, mvnw test, mvnw verify, mvnw install, mvnw package
        Test: npm test, npm t, yarn test, pnpm test, bun test, deno test, sbt test, mix test, swift test, bazel test, bats, ctest, cypress run, playwright test, behave, rails test, artisan test, manage.py test, nx test, turbo test, flutter test
        Lint: ruff, flake8, pylint, mypy, pyright, black, isort, eslint, prettier, tsc, golangci-lint, go vet, staticcheck, cargo clippy, cargo fmt, rubocop, shellcheck, hadolint, yamllint, actionlint, pre-commit run, biome, npm run lint
        Scan: bandit, pip-audit, safety check, safety scan, semgrep, semgrep scan, semgrep ci, opengrep scan, gosec, govulncheck, brakeman, bundle audit, bundler-audit, npm audit, yarn audit, yarn npm audit, pnpm audit, cargo audit, cargo deny
        Scan: trivy image, trivy fs, trivy filesystem, trivy config, trivy repo, trivy repository, trivy rootfs, trivy sbom, grype, osv-scanner, snyk test, snyk code test, snyk container test, snyk iac test, dockle, docker scout cves
        Scan: gitleaks detect, gitleaks protect, gitleaks git, gitleaks dir, trufflehog, trufflehog git, trufflehog filesystem, checkov, tfsec, terrascan scan, kics scan, gcp-lint scan, zizmor, detect-secrets-hook, kube-score score
        Build: docker build, docker buildx build, docker buildx bake, docker image build, podman build, buildah bud, buildah build, kaniko, executor, pack build, ko build, ko publish, jib, docker compose build, docker-compose build
        Push: docker push, docker image push, podman push, docker compose push, crane push, skopeo copy
        SubmitBuild: gcloud builds submit
        Migrate: alembic upgrade, manage.py migrate, prisma migrate deploy, prisma db push, flyway migrate, liquibase update, knex migrate:latest, sequelize db:migrate, sequelize-cli db:migrate, typeorm migration:run, goose up, migrate up
        Migrate: dbmate up, atlas migrate apply, rails db:migrate, rake db:migrate, artisan migrate, dotnet ef database update, flask db upgrade, drizzle-kit migrate, drizzle-kit push, sqitch deploy, sqlx migrate run, diesel migration run, supabase db push, aerich upgrade, yoyo apply, tern migrate
        Deploy: gcloud run deploy, gcloud run services update, gcloud run services replace, gcloud app deploy, gcloud functions deploy, gcloud deploy releases create, gcloud compute instance-groups managed rolling-action start-update
        Deploy: kubectl apply, kubectl set image, kubectl replace, helm upgrade, helm install, skaffold run, skaffold deploy, firebase deploy, kustomize deploy
        ShiftTraffic: gcloud run services update-traffic, gcloud app services set-traffic, gcloud app versions migrate
        RollBack: kubectl rollout undo, helm rollback, gcloud deploy targets rollback
        SmokeTest: curl, wget, http, https, xh, k6 run, newman run, kubectl rollout status, kubectl wait, hey, grpcurl, grpc_health_probe, wait-on, httpie
        TerraformFormat: terraform fmt, tofu fmt, terragrunt hclfmt, terragrunt hcl fmt
        TerraformValidate: terraform validate, tofu validate, terragrunt validate
        TerraformLint: tflint
        TerraformPlan: terraform plan, tofu plan, terragrunt plan, terragrunt run-all plan
        TerraformApply: terraform apply, tofu apply, terragrunt apply, terragrunt run-all apply
        Authenticate: gcloud auth activate-service-account, gcloud auth login, gcloud auth configure-docker, docker login
        InstallDependencies: pip install, pip3 install, uv sync, uv pip install, poetry install, pipenv install, pdm install, npm ci, npm install, npm i, yarn install, pnpm install, pnpm i, bundle install, composer install, go mod download, mvn dependency:go-offline, dotnet restore, bun install
        """;

    private static readonly FrozenDictionary<string, (string[] Operands, ActivityKind Kind)[]> s_byProgram = Read();

    public static bool KnowsProgram(string name) => s_byProgram.ContainsKey(name);

    /// <summary>The kind of a command, null if the table does not have it.</summary>
    public static ActivityKind? Find(string program, IReadOnlyList<string> operands)
    {
        if (!s_byProgram.TryGetValue(program, out (string[] Operands, ActivityKind Kind)[]? entries))
        {
            return null;
        }

        foreach ((string[] wanted, ActivityKind kind) in entries)
        {
            if (wanted.Length <= operands.Count && wanted.AsSpan().SequenceEqual(operands.Take(wanted.Length).ToArray()))
            {
                return kind;
            }
        }

        return null;
    }

    private static FrozenDictionary<string, (string[], ActivityKind)[]> Read()
    {
        var entries = new List<(string Program, string[] Operands, ActivityKind Kind)>();
        foreach (string line in Table.Split('\n'))
        {
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            ActivityKind kind = Enum.Parse<ActivityKind>(line[..colon]);
            foreach (string command in line[(colon + 2)..].Split(',', StringSplitOptions.TrimEntries))
            {
                string[] words = command.Split(' ');
                entries.Add((words[0], words[1..], kind));
            }
        }

        return entries.GroupBy(entry => entry.Program, StringComparer.Ordinal).ToFrozenDictionary(
            group => group.Key,
            group => group.OrderByDescending(entry => entry.Operands.Length).Select(entry => (entry.Operands, entry.Kind)).ToArray(),
            StringComparer.Ordinal);
    }
}
