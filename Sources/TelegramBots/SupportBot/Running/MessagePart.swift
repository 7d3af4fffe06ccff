import Foundation
import HelpdeskDesk
import HelpdeskModels
import NettleCrypto

/// As much of what a person sent as one message of the desk may hold. Only what exceeds its limits has several parts: a
/// text with long addresses, or an album at a desk that takes few files.
struct MessagePart: Hashable, Sendable {
    var text: String
    var files: [TelegramFile]

    /// At least one part, in order; nothing of the text but white space at a cut, and no file, is left out.
    static func parts(_ text: String, _ files: [TelegramFile], _ limits: Limits) -> [MessagePart] {
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

/// Ids of what a chat's messages become at the desk: the same for the same message, so that working it off twice makes
/// one thing.
struct DeskIDs: Sendable {
    let bot: Int64
    let chat: Int64

    /// - Parameter part: tells several things of one message apart.
    func id<Entity>(_ part: String, message: Int64, at time: Timestamp) -> EntityID<Entity> {
        var digits = DigestDigits(Data("\(bot) \(chat) \(message) \(part)".utf8))
        return .make(at: time, using: &digits)
    }

    /// The digits of a digest, where random ones would be.
    private struct DigestDigits: RandomNumberGenerator {
        private var words: [UInt64]

        init(_ seed: Data) {
            let bytes = SHA256.digest(of: seed)
            words = stride(from: 0, to: 32, by: 8).map { start in
                bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
            }
        }

        mutating func next() -> UInt64 {
            words.append(words.removeFirst())
            return words[words.count - 1]
        }
    }
}
