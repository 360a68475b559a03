using System.Text.Json;
using GcpLint.Analyzer.Facts;
using GcpLint.Testing;
using GcpLint.Values;

namespace GcpLint.Tests.Facts;

public sealed class ProviderSchemaTests
{
    private static readonly ProviderSchema s_schema = ProviderSchema.Current;

    [Fact]
    public void A_resource_has_its_arguments_and_blocks()
    {
        ResourceSchema sql = s_schema.GetResource("google_sql_database_instance").Should().NotBeNull().And.Subject.As<ResourceSchema>();
        sql.Kind.Should().Be(SchemaKind.Resource);
        sql.Service.Should().Be("sqladmin.googleapis.com");
        sql.Find("settings")!.Kind.Should().Be(AttributeKind.Block);
        sql.Find("settings.tier")!.IsRequired.Should().BeTrue();
        sql.Find("settings.ip_configuration.ipv4_enabled")!.Default.Should().Be(Value.True);
        sql.Find("settings.ip_configuration.authorized_networks")!.Kind.Should().Be(AttributeKind.Blocks);
        sql.Find("settings.ip_configuration.ssl_mode")!.AllowedValues.Should().Contain("ENCRYPTED_ONLY");
        sql.Find("tier").Should().BeNull();
        sql.Find("settings.tier.x").Should().BeNull();
        sql.Gone["settings.ip_configuration.require_ssl"].Should().Be(6);
        sql.Timeouts["create"].Should().Be(90);
        sql.Body.AtLeastOneOf.Should().ContainSingle().Which.Should().Contain("settings");
    }

    [Fact]
    public void Types_that_are_not_there_are_null_and_removed_ones_say_when_they_went()
    {
        s_schema.GetResource("google_no_such_thing").Should().BeNull();
        s_schema.GetResource("aws_instance").Should().BeNull();
        s_schema.Names.ToArray().Where(name => s_schema.Get(name)!.Kind == SchemaKind.Gone)
            .Should().NotBeEmpty().And.AllSatisfy(name => s_schema.Get(name)!.RemovedIn.Should().NotBeNullOrEmpty());
    }

    [Fact]
    public void Terraforms_own_blocks_are_there()
    {
        s_schema.GetBackend("gcs")!.Find("encryption_key")!.ConflictsWith.Should().Equal("kms_encryption_key");
        s_schema.GetBackend("gcs")!.Find("encryption_key")!.Has(AttributeTraits.Secret).Should().BeTrue();
        s_schema.GetBackend("swift")!.RemovedIn.Should().Be("1.3");
        s_schema.GetCore("lifecycle")!.Find("prevent_destroy")!.ExpressionKind.Should().Be("literal");
        s_schema.GetResource("terraform_data")!.Find("input")!.Kind.Should().Be(AttributeKind.Any);
        s_schema.GetProvider()!.Find("project").Should().NotBeNull();
    }

    [Fact]
    public void Every_type_of_the_dataset_is_carried_over()
    {
        string? path = SharedFiles.Find("schema/google-resources.json");
        Assert.SkipWhen(path is null, SharedFiles.Missing("schema/google-resources.json"));
        using JsonDocument dataset = JsonDocument.Parse(File.ReadAllBytes(path!));
        foreach (JsonProperty type in dataset.RootElement.EnumerateObject())
        {
            ResourceSchema? schema = s_schema.Get(type.Name);
            schema.Should().NotBeNull(type.Name);
            if (type.Value.TryGetProperty("attrs", out JsonElement attributes))
            {
                Compare(type.Name, schema!.Body, attributes);
            }
        }
    }

    private static void Compare(string path, BlockSchema block, JsonElement attributes)
    {
        Assert.Equal(attributes.GetPropertyCount(), block.Attributes.Count);
        foreach (JsonProperty property in attributes.EnumerateObject())
        {
            AttributeSchema? attribute = block.Get(property.Name);
            Assert.True(attribute is not null, $"{path}.{property.Name}");
            Assert.Equal(property.Value.TryGetProperty("r", out _), attribute.IsRequired);
            Assert.Equal(property.Value.TryGetProperty("c", out _), attribute.IsComputed);
            Assert.Equal(property.Value.TryGetProperty("d", out _), !attribute.Default.IsAbsent);
            if (attribute.Block is { } inner && !attribute.IsComputed)
            {
                Compare($"{path}.{property.Name}", inner, property.Value.GetProperty("attrs"));
            }
        }
    }
}
