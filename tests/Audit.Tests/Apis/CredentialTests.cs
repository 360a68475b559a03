using System.Security.Cryptography;
using System.Text.Json;
using GcpLint.Audit;
using GcpLint.Audit.Apis;
using GcpLint.Audit.Reading;

namespace GcpLint.Tests.Audit.Apis;

/// <summary>The files that Google's libraries read, against a token server of the test.</summary>
public sealed class CredentialTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gcp-lint-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false, "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer")]
    [InlineData(true, "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange")]
    public async Task Keys_of_service_accounts_and_federated_identities_are_exchanged_for_tokens(bool federated, string grant)
    {
        await using ApiServer server = await ApiServer.StartAsync(string.Join('\n', AuditText.Project, AuditText.Api));
        AuditResult audit = await AuditAsync(server, WriteFile(server, federated));

        audit.Assets().Should().Be(2);
        server.TokenQuestions.Should().NotBeEmpty().And.OnlyContain(question => question.Contains(grant, StringComparison.OrdinalIgnoreCase));
        server.TokenQuestions.Count.Should().BeLessThanOrEqualTo(2, "there is a token for each scope, and it is kept");
        server.QuotaProjects.Should().HaveSameCount(server.Requests.Where(path => path != "/token")).And.AllBe("payer");
    }

    [Fact]
    public async Task A_token_server_that_refuses_is_told_without_its_words()
    {
        await using ApiServer server = await ApiServer.StartAsync(AuditText.Project);
        server.IssuesTokens = false;
        string file = WriteFile(server, federated: false);

        Func<Task> audit = () => AuditAsync(server, file);

        (await audit.Should().ThrowAsync<CredentialException>()).Which.ToString().Should().Contain("gcloud auth application-default login").And.NotContain("ya29");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"type":"service_account","private_key":"no key"}""")]
    [InlineData("""{"type":"something_else"}""")]
    [InlineData("not JSON")]
    public async Task A_file_that_is_no_credential_is_named(string content)
    {
        await using ApiServer server = await ApiServer.StartAsync(AuditText.Project);
        string file = Path.Combine(_folder, "credentials.json");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);

        Func<Task> audit = () => AuditAsync(server, file);

        (await audit.Should().ThrowAsync<CredentialException>()).Which.Message.Should().Contain("credentials.json");
    }

    private static async Task<AuditResult> AuditAsync(ApiServer server, string file)
    {
        using HttpMessageHandler handler = ApiHandler.Create();
        var request = new LiveRequest(["projects/shop"], Credentials.OfGoogle(impersonated: null, credentialFile: file)) { Settings = LiveText.Quick(server) };
        return await AuditEngine.RunAsync(AuditText.Request(new LiveSource(request, handler)), TestContext.Current.CancellationToken);
    }

    private string WriteFile(ApiServer server, bool federated)
    {
        string subject = Path.Combine(_folder, "subject");
        File.WriteAllText(subject, "a.jwt.token");
        using RSA key = RSA.Create(2048);
        Dictionary<string, object> content = federated
            ? new()
            {
                ["type"] = "external_account",
                ["audience"] = "//iam.googleapis.com/projects/7/locations/global/workloadIdentityPools/ci/providers/ci",
                ["subject_token_type"] = "urn:ietf:params:oauth:token-type:jwt",
                ["token_url"] = new Uri(server.Address, "token").AbsoluteUri,
                ["credential_source"] = new Dictionary<string, string> { ["file"] = subject },
                ["quota_project_id"] = "payer",
            }
            : new()
            {
                ["type"] = "service_account",
                ["project_id"] = "shop",
                ["private_key_id"] = "1",
                ["private_key"] = key.ExportPkcs8PrivateKeyPem(),
                ["client_email"] = "auditor@shop.iam.gserviceaccount.com",
                ["client_id"] = "1",
                ["token_uri"] = new Uri(server.Address, "token").AbsoluteUri,
                ["quota_project_id"] = "payer",
            };
        string file = Path.Combine(_folder, "credentials.json");
        File.WriteAllText(file, JsonSerializer.Serialize(content));
        return file;
    }
}
