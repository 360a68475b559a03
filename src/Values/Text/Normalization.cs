using System.Text;

namespace GcpLint.Text;

/// <summary>Unicode's normalization form C, in which HCL holds all strings.</summary>
public static class Normalization
{
    public static string ToNfc(this string text) => Ascii.IsValid(text) ? text : text.Normalize();
}
