import Foundation
import HelpdeskModels

/// What a message consists of: the text that is shown, and the files.
struct RTContent: Sendable {
    private(set) var text = ""
    /// In RT's order. A text that is too long to be shown is one of them.
    private(set) var files: [RTPart] = []

    static let empty = RTContent(parts: [], texts: [:])
    /// In bytes: of all texts of a message together.
    static let longestText = 1 << 20

    /// `parts` in RT's order, in which a shell stands before what is in it; `texts` by the number of the part.
    ///
    /// All that is written in the message is shown. Of HTML and plain text that say the same, the plain text is.
    init(parts: [RTPart], texts: [Int64: String]) {
        // The plain text in a shell of alternatives, until the HTML comes that is the same; nil outside of one.
        var alternative: String?
        for part in parts {
            guard let source = part.isText ? texts[part.number] : nil else {
                if part.mediaType == "multipart/alternative" { alternative = "" }
                if part.isFile || part.isText { files.append(part) }
                continue
            }
            var written = ""
            if part.mediaType == "text/plain" {
                written = Self.clean(source)
                if alternative?.isEmpty == true { alternative = written }
            } else if alternative.map(\.isEmpty) ?? true {
                alternative = nil
                written = Self.clean(HTMLText.convert(source))
                if repeats(written) { continue }
            } else {
                alternative = nil
                continue
            }
            append(written, of: part)
        }
    }

    private mutating func append(_ written: String, of part: RTPart) {
        guard !written.isEmpty else { return }
        let separator = text.isEmpty ? "" : "\n\n"
        guard text.utf8.count + separator.utf8.count + written.utf8.count <= Self.longestText else {
            files.append(part)
            return
        }
        text += separator + written
    }

    /// Whether the text says again what is shown already, as the parts of a mail with pictures within its text do.
    private func repeats(_ written: String) -> Bool {
        let (words, shown) = (Self.words(written), Self.words(text))
        return words.count >= 20 && shown.firstRange(of: words) != nil
    }

    private static func words(_ text: String) -> [UInt8] {
        Array(String(String.UnicodeScalarView(text.unicodeScalars.filter(CharacterSet.alphanumerics.contains))).utf8)
    }

    func attachments(_ identifier: RTIdentifier) -> [Attachment] { files.map { $0.attachment(identifier) } }

    static func clean(_ text: String) -> String {
        var text = text.replacingOccurrences(of: "\r\n", with: "\n")
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}

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
