import Foundation
import SQLDatabase

/// What a bot must not lose: what arrived, what is to be sent, which message belongs to which ticket, and what the bot
/// remembers of each chat. Every commit is on the disk when it is acknowledged.
public final class BotStore: Sendable {
    let database: any BotDatabase
    /// A folder of this machine for files on their way.
    public let folder: String
    /// Woken when something was received, queued, or is to be told, so that nobody has to look again and again.
    let arrivals = Wakeups()
    let departures = Wakeups()
    let notices = Wakeups()

    init(_ database: any BotDatabase, folder: String) {
        self.database = database
        self.folder = folder
    }

    /// Opens or creates the database of the bot. The folder is made (0700) if it is not there.
    convenience init(_ place: BotPlace, name: String, _ schema: BotSchema) throws {
        let folder = place.directory + "/" + name + "-files"
        for path in [place.directory, folder] {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        self.init(try place.open(name, schema), folder: folder)
    }

    /// One transaction; whoever waits for what may have been queued or received is woken after it, and after `point`:
    /// what they had begun by then would be in doubt.
    func write<Value: Sendable>(
        passing point: FaultPoint? = nil, _ body: @Sendable (any BotRows) throws -> Value
    ) async throws -> Value {
        let value = try await database.write(body)
        point?.pass()
        departures.wake()
        notices.wake()
        return value
    }

    func read<Value: Sendable>(_ body: @Sendable (any BotRows) throws -> Value) async throws -> Value {
        try await database.read(body)
    }

    /// Runs `work` while no other process runs the bot, as ``BotDatabase/runAlone(_:wake:_:)`` says.
    func runAlone(_ log: BotLog, _ work: @escaping @Sendable () async throws -> Void) async throws {
        let wakeups = [arrivals, departures, notices]
        do {
            try await database.runAlone(log, wake: { for one in wakeups { one.wake() } }, work)
        } catch is CancellationError where Task.isCancelled {
            // It ended while it was about to begin.
        }
    }
}

/// Single values that a bot remembers.
extension BotRows {
    func meta(_ key: String) throws -> String? {
        try row("SELECT value FROM meta WHERE key = ?", key) { $0.text(at: 0) }
    }

    /// Nil forgets the value.
    func setMeta(_ key: String, to value: String?) throws {
        guard let value else {
            try execute("DELETE FROM meta WHERE key = ?", key)
            return
        }
        try execute(
            "INSERT INTO meta(key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key,
            value)
    }
}
