import HelpdeskModels

/// A MIME part of a message, as RT keeps it: a text, a file, or the shell around others.
struct RTPart: Sendable {
    var number: Int64
    var transaction: Int64
    /// In small letters.
    var mediaType: String
    /// Empty for the text of a message.
    var name: String
    /// In bytes.
    var size: Int64

    /// What a list is asked for, so that `init` finds it.
    static let fields = "TransactionId,ContentType,Filename,ContentLength"

    init?(_ row: RTValue) {
        guard let number = row["id"].identifier, let transaction = row["TransactionId"].identifier else { return nil }
        self.number = number
        self.transaction = transaction
        mediaType = row["ContentType"].text.lowercased()
        name = row["Filename"].text
        size = max(0, row["ContentLength"].number ?? 0)
    }

    var isShell: Bool { mediaType.hasPrefix("multipart/") || (name.isEmpty && mediaType == "message/rfc822") }
    var isText: Bool {
        name.isEmpty && size <= RTContent.longestText && (mediaType == "text/plain" || mediaType == "text/html")
    }
    var isFile: Bool { !isShell && !isText && (!name.isEmpty || size > 0) }

    /// RT keeps text only if it is sent as bytes, so bytes may be what the name says.
    func attachment(_ identifier: RTIdentifier) -> Attachment {
        let type =
            mediaType == "application/octet-stream" || mediaType.isEmpty
            ? MediaType.guess(name: name, head: [0]) : mediaType
        let ending = MediaType.ending(of: type)
        return Attachment(
            id: identifier.attachment(number), name: name.isEmpty ? "attachment-\(number).\(ending)" : name,
            mediaType: type, size: size, sha256: nil)
    }
}
