import Foundation
import TOMLText

/// The secret that Telegram sends with every update to the webhook: made once and kept beside the bot's database.
public enum WebhookSecret {
    /// Reads it from the folder, or makes it. Throws ``ConfigurationError``.
    public static func read(_ folder: String) throws -> String {
        let path = folder + "/webhook.secret"
        // One that is missing, or that cannot be read, is made anew; if the file cannot be written either, that is told.
        if let text = try? String(contentsOfFile: path, encoding: .utf8), text.utf8.count == 64 { return text }
        var generator = SystemRandomNumberGenerator()
        let alphabet = Array("0123456789abcdef")
        let secret = String((0..<64).map { _ in alphabet[Int.random(in: 0..<16, using: &generator)] })
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(secret.utf8), attributes: [.posixPermissions: 0o600])
        else { throw ConfigurationError("The secret of the webhook cannot be written to \(path).") }
        return secret
    }
}
