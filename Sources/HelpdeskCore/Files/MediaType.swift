/// Guesses the media type (RFC 2046) of a file that is attached.
enum MediaType {
    /// By the first bytes where they tell, else by the extension, else text or just bytes.
    static func guess(name: String, head: [UInt8]) -> String {
        let ending = name.split(separator: ".").count > 1 ? name.split(separator: ".").last?.lowercased() ?? "" : ""
        let byName = byEnding[ending]
        if let magic = byMagic(head) {
            // Containers whose first bytes do not tell what is inside.
            let containers = ["application/zip", "video/mp4", "application/ogg"]
            if let byName, containers.contains(magic), isPlausible(byName, in: magic) { return byName }
            return magic
        }
        // A name may not pass bytes off as something that they are not.
        if let byName, !recognised.contains(byName) { return byName }
        return isText(head) ? "text/plain" : "application/octet-stream"
    }

    private static func byMagic(_ head: [UInt8]) -> String? {
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

    /// Types whose first bytes are known: without them the file is not of the type.
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

    /// UTF-8 without NUL, as far as one sees.
    private static func isText(_ head: [UInt8]) -> Bool {
        guard !head.contains(0) else { return false }
        // The last character may have been cut.
        return (0...3).contains { String(validating: head.dropLast($0), as: UTF8.self) != nil }
    }
}
