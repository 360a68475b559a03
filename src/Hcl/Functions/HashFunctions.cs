using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using GcpLint.Values;
using static GcpLint.Hcl.Functions.Signature;

namespace GcpLint.Hcl.Functions;

/// <summary>Digests, identifiers, and what chance decides.</summary>
internal static class HashFunctions
{
    public static readonly ImmutableArray<HclFunction> All =
    [
        Define("md5", Str, call => Hex(Md5(Bytes(call))), Of("str", Str)),
        Define("sha1", Str, call => Hex(Sha1(Bytes(call))), Of("str", Str)),
        Define("sha256", Str, call => Hex(SHA256.HashData(Bytes(call))), Of("str", Str)),
        Define("sha512", Str, call => Hex(SHA512.HashData(Bytes(call))), Of("str", Str)),
        Define("base64sha256", Str, call => Value.Of(Convert.ToBase64String(SHA256.HashData(Bytes(call)))), Of("str", Str)),
        Define("base64sha512", Str, call => Value.Of(Convert.ToBase64String(SHA512.HashData(Bytes(call)))), Of("str", Str)),
        Define("uuidv5", Str, UuidV5, Of("namespace", Str), Of("name", Str)),
        Define("uuid", Str, _ => ByChance("uuid() gives another value each time")),
        DefineVariadic("bcrypt", Str, _ => ByChance("bcrypt() gives another value each time"), Of("cost", Number), Of("str", Str)),
        Define("rsadecrypt", Str, RsaDecrypt, Of("ciphertext", Str), Of("privatekey", Str)),
    ];

    private static byte[] Bytes(FunctionCall call) => Encoding.UTF8.GetBytes(call.Text(0));

    internal static Value Hex(byte[] digest) => Value.Of(Convert.ToHexStringLower(digest));

    [SuppressMessage("Security", "CA5351", Justification = "Terraform's function; nothing is protected by it here.")]
    internal static byte[] Md5(byte[] content) => MD5.HashData(content);

    [SuppressMessage("Security", "CA5350", Justification = "Terraform's function; nothing is protected by it here.")]
    internal static byte[] Sha1(byte[] content) => SHA1.HashData(content);

    internal static FunctionResult ByChance(string detail) =>
        Value.Unknown(new Unknown(UnknownKind.Function, detail) { Type = Str, NotNull = true });

    /// <summary>RFC 4122, section 4.3, with SHA-1.</summary>
    private static FunctionResult UuidV5(FunctionCall call)
    {
        string? known = call.Text(0) switch
        {
            "dns" or "DNS" => "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
            "url" or "URL" => "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
            "oid" or "OID" => "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
            "x500" or "X500" => "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
            _ => null,
        };
        if (!Guid.TryParse(known ?? call.Text(0), out Guid space))
        {
            return FunctionResult.Fail("the namespace is to be dns, url, oid, x500 or a UUID");
        }

        byte[] digest = Sha1([.. space.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(call.Text(1))]);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x50);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return Value.Of(new Guid(digest.AsSpan(0, 16), bigEndian: true).ToString("D"));
    }

    private static FunctionResult RsaDecrypt(FunctionCall call)
    {
        try
        {
            byte[] encrypted = Convert.FromBase64String(call.Text(0));
            using var rsa = RSA.Create();
            rsa.ImportFromPem(call.Text(1));
            return Value.Of(Encoding.UTF8.GetString(rsa.Decrypt(encrypted, RSAEncryptionPadding.Pkcs1)));
        }
        catch (FormatException)
        {
            return FunctionResult.FailArgument(0, "the text is not base64");
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            return FunctionResult.FailArgument(1, "the key cannot be read, or is not that of the text");
        }
    }
}
