namespace GcpLint.Images;

/// <summary>An image cannot be read.</summary>
/// <param name="message">What is wrong, one line.</param>
/// <param name="advice">What the user does about it.</param>
public sealed class ImageException(string message, string advice) : Exception(message)
{
    public string Advice { get; } = advice;
}
