import HelpdeskModels

/// A message as RT takes it.
///
/// RT refuses a file without content, and the whole message with it. Such a file is named in the text instead, so that
/// nobody has to leave it out; the same message is always named in the same way, by which a retry finds it again.
struct RTOutgoing {
    var message: NewMessage
    var context: PutContext

    init(_ message: NewMessage, _ context: PutContext) {
        self.message = message
        self.context = context
        guard message.attachments.count == context.files.count else { return }
        let pairs = zip(message.attachments, context.files).map { (attachment: $0, file: $1) }
        let empty = pairs.filter { LocalPath($0.file).facts?.size == 0 }
        guard !empty.isEmpty else { return }
        let full = pairs.filter { LocalPath($0.file).facts?.size != 0 }
        self.message.attachments = full.map(\.attachment)
        self.context.files = full.map(\.file)
        let names = empty.map { "📎 \(RTMultipart.name($0.attachment.name)) (0 B)" }
        let text = message.text.allSatisfy(\.isWhitespace) ? [] : [message.text]
        self.message.text = (text + [names.joined(separator: "\n")]).joined(separator: "\n\n")
    }
}
