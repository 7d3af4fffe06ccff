import Foundation
import HelpdeskModels

/// The content of a message: the text to show, and the files.
struct RTContent: Sendable {
    private(set) var text = ""
    /// In RT's order. A text that is too long to show is one of them.
    private(set) var files: [RTPart] = []

    static let empty = RTContent(parts: [], texts: [:])
    /// Of all texts of a message together, in bytes.
    static let maxTextSize = 1 << 20

    /// `parts` are in RT's order, in which a shell precedes its parts; `texts` are by the number of the part.
    ///
    /// Shows every text of the message. Of alternatives in HTML and plain text, shows the plain text.
    init(parts: [RTPart], texts: [Int64: String]) {
        // The plain text in a shell of alternatives, until its HTML counterpart; nil outside such a shell.
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
        guard text.utf8.count + separator.utf8.count + written.utf8.count <= Self.maxTextSize else {
            files.append(part)
            return
        }
        text += separator + written
    }

    /// Whether the text repeats what is shown already, as in a mail with pictures within its text.
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

/// A MIME part of a message as RT stores it: a text, a file, or a multipart shell.
struct RTPart: Sendable {
    var number: Int64
    var transaction: Int64
    /// In lower case.
    var mediaType: String
    /// Empty for the text of a message.
    var name: String
    /// In bytes.
    var size: Int64

    /// The fields to request, which `init` reads.
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
        name.isEmpty && size <= RTContent.maxTextSize && (mediaType == "text/plain" || mediaType == "text/html")
    }
    var isFile: Bool { !isShell && !isText && (!name.isEmpty || size > 0) }

    /// Text files are sent to RT as bytes, or it would recode them. So for bytes, the name decides.
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
