using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Text;

namespace GcpLint.Tests.Sources.Terraform;

public sealed class TerraformCommandsTests
{
    [Theory]
    [InlineData("terraform plan -var-file=environments/prod.tfvars", null, "environments/prod.tfvars")]
    [InlineData("terraform apply --var-file=prod.tfvars -auto-approve", null, "prod.tfvars")]
    [InlineData("terraform plan -var-file env/dev.tfvars", null, "env/dev.tfvars")]
    [InlineData("terraform -chdir=infra plan -var-file=a.tfvars", "infra", "a.tfvars")]
    [InlineData("echo terraform -var-file=a.tfvars", null, null)]
    [InlineData("terraform plan -var-file=$FILE", null, null)]
    [InlineData("ENV=prod\nterraform plan -var-file=\"env/${ENV}.tfvars\"", null, "env/prod.tfvars")]
    public void A_command_names_its_files_of_variables(string script, string? folder, string? file)
    {
        var parsed = ShellScript.Parse(MappedText.Whole(new SourceText("deploy.sh", script)));
        TerraformVarFileUse[] uses = [.. parsed.Commands.SelectMany(command => TerraformCommands.FindVarFiles(command, null))];
        uses.Select(use => use.File).Should().Equal(file is null ? [] : [file]);
        uses.Select(use => use.Folder).Should().Equal(file is null ? [] : [folder]);
    }

    [Theory]
    [InlineData("terraform workspace select prod", null, "prod")]
    [InlineData("terraform -chdir=infra workspace select -or-create stage", "infra", "stage")]
    [InlineData("terraform workspace list", null, null)]
    [InlineData("terraform workspace select $NAME", null, null)]
    public void A_command_selects_a_workspace(string script, string? folder, string? name)
    {
        var parsed = ShellScript.Parse(MappedText.Whole(new SourceText("deploy.sh", script)));
        TerraformWorkspaceUse? use = parsed.Commands.Select(command => TerraformCommands.FindWorkspace(command.Name.AsString, command.Words, command.Location, null)).Single();
        use?.Name.Should().Be(name);
        use?.Folder.Should().Be(folder);
        (use is null).Should().Be(name is null);
    }
}
