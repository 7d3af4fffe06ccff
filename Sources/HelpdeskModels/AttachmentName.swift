/// What a file may be called on the wire, and a name of that kind for any file.
///
/// The rule belongs to both sides: the client gives a file such a name before it queues it, and the backend refuses a
/// message with any other.
public enum AttachmentName {
    /// Whether it names a file and no path, has no control characters, and is at most `limit` bytes of UTF-8 long.
    public static func isValid(_ name: String, limit: Int) -> Bool {
        !name.allSatisfy(\.isWhitespace) && name != "." && name != ".." && name.utf8.count <= limit
            && !name.unicodeScalars.contains(where: isForbidden)
    }

    /// The name with `_` for each character that it may not have, cut to the limit with its extension kept; `file` where
    /// nothing is left. A valid name stays as it is.
    public static func make(from name: String, limit: Int) -> String {
        let scalars = name.unicodeScalars.map { isForbidden($0) ? "_" : $0 }
        let made = cut(String(String.UnicodeScalarView(scalars)), toBytes: limit)
        return isValid(made, limit: limit) ? made : cut("file", toBytes: limit)
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "/" || scalar.properties.generalCategory == .control
    }

    /// Shortens the part before the extension to so many bytes in all, between characters; inside a character only where
    /// the first alone is longer.
    public static func cut(_ name: String, toBytes limit: Int) -> String {
        guard name.utf8.count > limit else { return name }
        let (stem, ending) = split(name)
        guard ending.utf8.count < limit, !ending.isEmpty else { return name.prefix(limit, \.utf8.count) }
        return stem.prefix(limit - ending.utf8.count, \.utf8.count) + ending
    }

    /// The name before its last dot, and the extension with the dot; an extension has at most 16 bytes.
    public static func split(_ name: String) -> (stem: String, ending: String) {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex, name[dot...].utf8.count <= 17 else {
            return (name, "")
        }
        return (String(name[..<dot]), String(name[dot...]))
    }
}

/// The media type (RFC 2046) of an attachment, as far as the wire has a rule for it.
public enum AttachmentType {
    /// Whether it has at most 127 characters, all of them printable ASCII.
    public static func isValid(_ type: String) -> Bool {
        type.utf8.count <= 127 && type.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    }

    /// The type itself, or that of unknown bytes where it is none.
    public static func make(from type: String) -> String {
        isValid(type) && !type.isEmpty ? type : "application/octet-stream"
    }
}
