import HelpdeskModels

/// As much of what a person sent as one message of the desk may hold. Only what exceeds its limits has several parts: a
/// text with long addresses, or an album at a desk that takes few files.
struct MessagePart: Hashable, Sendable {
    var text: String
    var files: [FileFromChat]

    /// At least one part, in order; nothing of the text but white space at a cut, and no file, is left out.
    static func parts(_ text: String, _ files: [FileFromChat], _ limits: Limits) -> [MessagePart] {
        let texts = text.isEmpty ? [] : cut(text, limits)
        let size = max(1, limits.attachmentCount)
        let groups = stride(from: 0, to: files.count, by: size).map { Array(files[$0..<min($0 + size, files.count)]) }
        return (0..<max(1, texts.count, groups.count)).map { index in
            MessagePart(
                text: index < texts.count ? texts[index] : "", files: index < groups.count ? groups[index] : [])
        }
    }

    /// The text in pieces that a message may hold. The desk counts code points, of which there are never more than of
    /// the units that are counted here.
    static func cut(_ text: String, _ limits: Limits) -> [String] {
        FormattedText(text).parts(limit: max(2, limits.textLength)).map(\.text)
    }
}
