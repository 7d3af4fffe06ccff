import Foundation

/// The secret of one bot, as BotFather gives it: `123456:ABC-DEF…` (Bot API, "Authorizing your bot").
///
/// It is part of every request's URL, so it does not print itself: whatever describes a value that holds it shows only
/// the bot's number.
public struct BotToken: Sendable, Hashable {
    /// The token itself. Only the code that builds a request's URL reads it.
    public let secret: String

    /// The bot's user id: the digits before the colon. Not a secret.
    public let botID: Int64

    /// - Parameter text: the token; `nil` unless it is digits, a colon and at least one of `A-Z a-z 0-9 _ -`.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let id = Int64(parts[0]), id > 0, !parts[1].isEmpty,
            parts[1].utf8.allSatisfy({ Self.isAllowed($0) })
        else { return nil }
        secret = text
        botID = id
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension BotToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "bot \(botID)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["botID": botID]) }
}

extension BotToken {
    /// `text` without the token or its secret half, also where the colon is percent-encoded.
    public func redact(_ text: String) -> String {
        let half = secret.drop { $0 != ":" }.dropFirst()
        return text.replacing(secret, with: "…").replacing(String(half), with: "…")
    }
}
