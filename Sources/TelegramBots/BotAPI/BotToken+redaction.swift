import Foundation

extension BotToken {
    /// `text` without the token or its secret half, also where the colon is percent-encoded.
    public func redact(_ text: String) -> String {
        let half = secret.drop { $0 != ":" }.dropFirst()
        return text.replacing(secret, with: "…").replacing(String(half), with: "…")
    }
}
