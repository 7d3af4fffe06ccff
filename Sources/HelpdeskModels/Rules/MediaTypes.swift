/// The rule for media types (RFC 2046) of attachments on the wire.
public enum AttachmentType {
    /// Whether it has at most 127 characters, all of them printable ASCII.
    public static func isValid(_ type: String) -> Bool {
        type.utf8.count <= 127 && type.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    }

    /// The type itself if it is valid, else that of unknown bytes.
    public static func make(from type: String) -> String {
        isValid(type) && !type.isEmpty ? type : "application/octet-stream"
    }
}

/// Detects the media type (RFC 2046) of a file by its first bytes, whatever its name is.
public enum MediaSniffer {
    /// By a signature, else `text/plain` or `application/octet-stream`. A container is reported as such, whatever is in it.
    public static func type(ofHead head: [UInt8]) -> String {
        signature(ofHead: head) ?? (isText(head) ? "text/plain" : "application/octet-stream")
    }

    /// By a signature; nil if it has no known one.
    public static func signature(ofHead head: [UInt8]) -> String? {
        func has(_ bytes: String, at offset: Int = 0) -> Bool { head.dropFirst(offset).starts(with: bytes.utf8) }
        if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
        if head.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if has("GIF87a") || has("GIF89a") { return "image/gif" }
        if has("RIFF"), has("WEBP", at: 8) { return "image/webp" }
        if has("RIFF"), has("WAVE", at: 8) { return "audio/wav" }
        if has("%PDF-") { return "application/pdf" }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return "application/zip" }
        if has("OggS") { return "application/ogg" }
        if has("ID3") || head.starts(with: [0xFF, 0xFB]) { return "audio/mpeg" }
        if has("ftyp", at: 4) { return "video/mp4" }
        if head.starts(with: [0x1F, 0x8B]) { return "application/gzip" }
        return nil
    }

    /// Whether the beginning is UTF-8 without NUL.
    private static func isText(_ head: [UInt8]) -> Bool {
        guard !head.contains(0) else { return false }
        // The last character may be cut.
        return (0...3).contains { String(validating: head.dropLast($0), as: UTF8.self) != nil }
    }
}
