using GcpLint.Analyzer.Discovery;

namespace GcpLint.Images.Files;

/// <summary>A folder on the disk; links that lead out of it are not followed.</summary>
internal sealed class FolderFiles(DiskFileSystem folder) : IImageFiles
{
    public bool Contains(string path) => folder.ResolveLink(path) is not null;

    public byte[]? Read(string path)
    {
        if (folder.ResolveLink(path) is not { } target || folder.GetKind(target) != FileEntryKind.File)
        {
            return null;
        }

        byte[] content = folder.Read(target, IImageFiles.MaxLength);
        return content.Length <= IImageFiles.MaxLength
            ? content
            : throw new ImageException($"`{path}` is longer than {IImageFiles.MaxLength >> 20} MiB", "No manifest or configuration is so long: the layout is damaged.");
    }
}
