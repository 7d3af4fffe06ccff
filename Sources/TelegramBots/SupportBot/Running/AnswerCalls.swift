import HelpdeskModels

/// A message of a ticket as calls: a head that says which ticket, the text, the files.
struct AnswerCalls: Sendable {
    /// An attachment with its content.
    struct File: Hashable, Sendable {
        var attachment: Attachment
        var content: SHA256Digest
    }

    var title: String
    /// Under the title: topic and author, for example.
    var byline: String
    var text: String
    var files: [File]
    /// Shown in the place of files that are too large for Telegram.
    var notices: [String]

    /// The most files of an album (Bot API, sendMediaGroup).
    private static let albumSize = 10

    var calls: [BotCall] {
        var head = FormattedText()
        head.append(title, as: "bold")
        head.append("\n")
        head.append(byline, as: "italic")
        let body = ([text] + notices).filter { !$0.isEmpty }.joined(separator: "\n\n")
        if !body.isEmpty { head.append("\n\n\(body)") }
        return head.parts().map { BotCall.message($0) } + fileCalls
    }

    private var fileCalls: [BotCall] {
        var calls: [BotCall] = []
        // Pictures and videos make one album, other files another; the order within each stays.
        let seen = files.filter {
            Self.kind(of: $0.attachment) != .sendDocument && Self.kind(of: $0.attachment) != .sendVoice
        }
        let documents = files.filter { Self.kind(of: $0.attachment) == .sendDocument }
        for group in [seen, documents] {
            for start in stride(from: 0, to: group.count, by: Self.albumSize) {
                let part = Array(group[start..<min(start + Self.albumSize, group.count)])
                calls.append(Self.call(part))
            }
        }
        return calls + files.filter { Self.kind(of: $0.attachment) == .sendVoice }.map { Self.call([$0]) }
    }

    private static func call(_ files: [File]) -> BotCall {
        if files.count == 1, let file = files.first {
            let kind = kind(of: file.attachment)
            return .file(kind, callFile(file, field: field(of: kind)))
        }
        return .album(files.map { (field(of: kind(of: $0.attachment)), callFile($0, field: "")) })
    }

    private static func callFile(_ file: File, field: String) -> BotCallFile {
        BotCallFile(
            field: field, content: file.content, name: file.attachment.name, mediaType: file.attachment.mediaType)
    }

    private static func field(of method: BotCall.Method) -> String {
        switch method {
        case .sendPhoto: "photo"
        case .sendVideo: "video"
        case .sendVoice: "voice"
        default: "document"
        }
    }

    /// As what a file is sent: what an app can show is shown, everything else keeps its name and its bytes.
    private static func kind(of attachment: Attachment) -> BotCall.Method {
        switch attachment.mediaType {
        case "image/jpeg", "image/png": attachment.size <= BotServer.photoLimit ? .sendPhoto : .sendDocument
        case "video/mp4": .sendVideo
        case "audio/ogg": .sendVoice
        default: .sendDocument
        }
    }
}
