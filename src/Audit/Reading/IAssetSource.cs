using GcpLint.Audit.Exports;

namespace GcpLint.Audit.Reading;

/// <summary>
/// Where the assets of live projects come from: exports, Cloud Asset Inventory, the services' own APIs. Whatever it is, it
/// says of every part whether it was read whole: what was not read is never a pass.
/// </summary>
public interface IAssetSource
{
    /// <summary>
    /// The assets in any order, each content type of an asset by itself or together with others. What cannot be read
    /// becomes a diagnostic or a gap of <paramref name="log"/>, and reading goes on; exceptions are those of cancellation,
    /// and of a medium that is not there at all (<see cref="IOException"/>).
    /// </summary>
    /// <param name="log">What was read, and what was not: complete when the enumeration has ended.</param>
    /// <param name="cancellation">Stops reading.</param>
    IAsyncEnumerable<AssetRead> ReadAsync(ReadingLog log, CancellationToken cancellation);
}
