package undertone.corpora.media;

/// Media that lie in the store.
///
/// @param hash SHA-256 of the content, 64 lower-case hex digits
/// @param bytes length of the content
public record StoredMedia(String hash, long bytes) {}
