import Foundation
import HelpdeskModels
import NettleCrypto

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
