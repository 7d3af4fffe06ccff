public import Foundation
import HelpdeskModels
import TOMLText

/// Takes the updates that Telegram delivers to a webhook; the server that listens hands each request over.
public struct WebhookGate: Sendable {
    /// The answer to the request.
    public enum Answer: Int, Sendable {
        case accepted = 200
        case malformed = 400
        case forbidden = 401
        /// Telegram delivers again.
        case unavailable = 503
    }

    /// The header with the secret, in lower case (Bot API, setWebhook).
    public static let header = "x-telegram-bot-api-secret-token"

    private let store: BotStore
    private let secret: String
    private let clock: @Sendable () -> Timestamp
    private let log: BotLog

    init(store: BotStore, secret: String, log: BotLog, clock: @escaping @Sendable () -> Timestamp) {
        self.store = store
        self.secret = secret
        self.log = log
        self.clock = clock
    }

    /// - Parameter given: the value of the header; nil if there is none.
    public func accept(_ body: Data, secret given: String?) async -> Answer {
        guard let given, Self.areEqual(given, secret) else { return .forbidden }
        let update: JSON
        do {
            update = try WireJSON.decode(from: body)
        } catch {
            log.warning("what was delivered to the webhook is no JSON")
            return .malformed
        }
        guard update["update_id"]?.integer != nil else {
            log.warning("what was delivered to the webhook is no update")
            return .malformed
        }
        do {
            try await store.accept(webhook: update, at: clock())
            return .accepted
        } catch {
            log.error("an update from the webhook cannot be stored: \(FailureKind.name(of: error))")
            return .unavailable
        }
    }

    /// In a time that does not tell how much of it is right.
    private static func areEqual(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// The secret that Telegram sends with every update to the webhook: made once, and kept beside the bot's file or, for all
/// processes, in its database.
enum WebhookSecret {
    /// Reads it, or makes it. Throws ``ConfigurationError``, or what the database says.
    static func read(_ store: BotStore, in place: BotPlace) throws -> String {
        guard place.database != nil else { return try read(place.directory) }
        return try store.database.writeWaiting { db in
            if let secret = try db.meta(key) { return secret }
            let secret = make()
            try db.setMeta(key, to: secret)
            return secret
        }
    }

    /// In the table `meta`.
    static let key = "webhook_secret"

    private static func read(_ folder: String) throws -> String {
        // One that is missing, or that cannot be read, is made anew; if the file cannot be written either, that is told.
        if let secret = inFile(of: folder) { return secret }
        let secret = make()
        try write(secret, into: folder)
        return secret
    }

    /// As it is kept; nil if none has been made. `db` is the bot's in that place.
    static func look(in place: BotPlace, _ db: any BotRows) throws -> String? {
        try place.database == nil ? inFile(of: place.directory) : db.meta(key)
    }

    static func keep(_ secret: String, in place: BotPlace, _ db: any BotRows) throws {
        if place.database == nil { try write(secret, into: place.directory) } else { try db.setMeta(key, to: secret) }
    }

    private static func path(in folder: String) -> String { folder + "/webhook.secret" }

    private static func inFile(of folder: String) -> String? {
        guard let text = try? String(contentsOfFile: path(in: folder), encoding: .utf8) else { return nil }
        return text.utf8.count == 64 ? text : nil
    }

    private static func write(_ secret: String, into folder: String) throws {
        guard
            FileManager.default.createFile(
                atPath: path(in: folder), contents: Data(secret.utf8), attributes: [.posixPermissions: 0o600])
        else { throw ConfigurationError("The secret of the webhook cannot be written to \(path(in: folder)).") }
    }

    private static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        let alphabet = Array("0123456789abcdef")
        return String((0..<64).map { _ in alphabet[Int.random(in: 0..<16, using: &generator)] })
    }
}
