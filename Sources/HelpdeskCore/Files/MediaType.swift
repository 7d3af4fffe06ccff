import HelpdeskModels

/// Guesses the media type (RFC 2046) of an attached file.
enum MediaType {
    /// By the first bytes if they are conclusive, else by the extension, else plain text or unknown bytes.
    static func guess(name: String, head: [UInt8]) -> String {
        let ending = name.split(separator: ".").count > 1 ? name.split(separator: ".").last?.lowercased() ?? "" : ""
        let byName = byEnding[ending]
        if let magic = MediaSniffer.signature(ofHead: head) {
            // The first bytes of a container do not show what is inside.
            let containers = ["application/zip", "video/mp4", "application/ogg"]
            if let byName, containers.contains(magic), isPlausible(byName, in: magic) { return byName }
            return magic
        }
        // A type with a known signature needs that signature, whatever the name says.
        if let byName, !recognised.contains(byName) { return byName }
        return MediaSniffer.type(ofHead: head)
    }

    /// The usual file name extension of the type; `txt` or `bin` if there is none.
    static func ending(of type: String) -> String {
        let usual = [
            "text/plain": "txt", "image/jpeg": "jpg", "audio/ogg": "ogg", "text/calendar": "ics",
            "message/rfc822": "eml",
        ]
        if let ending = usual[type] ?? byEnding.first(where: { $0.value == type })?.key { return ending }
        return type.hasPrefix("text/") ? "txt" : "bin"
    }

    private static let byEnding: [String: String] = [
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
        "heic": "image/heic", "svg": "image/svg+xml", "bmp": "image/bmp", "pdf": "application/pdf",
        "wav": "audio/wav", "mp3": "audio/mpeg", "ogg": "audio/ogg", "oga": "audio/ogg", "opus": "audio/ogg",
        "m4a": "audio/mp4", "amr": "audio/AMR", "flac": "audio/flac", "mp4": "video/mp4", "mov": "video/quicktime",
        "webm": "video/webm", "mkv": "video/x-matroska", "avi": "video/x-msvideo", "3gp": "video/3gpp",
        "txt": "text/plain", "log": "text/plain", "csv": "text/csv", "json": "application/json",
        "xml": "application/xml", "html": "text/html", "md": "text/markdown", "zip": "application/zip",
        "gz": "application/gzip", "7z": "application/x-7z-compressed", "rar": "application/vnd.rar",
        "doc": "application/msword", "xls": "application/vnd.ms-excel",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "odt": "application/vnd.oasis.opendocument.text",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
    ]

    /// Types with a known signature: a file without it is not of the type.
    private static let recognised: Set<String> = [
        "image/png", "image/jpeg", "image/gif", "image/webp", "audio/wav", "application/pdf", "application/zip",
        "application/gzip",
    ]

    private static func isPlausible(_ type: String, in container: String) -> Bool {
        switch container {
        case "application/zip": type.hasPrefix("application/vnd.o")
        case "video/mp4": type.hasPrefix("video/") || type == "audio/mp4" || type == "image/heic"
        default: type == "audio/ogg"
        }
    }
}
