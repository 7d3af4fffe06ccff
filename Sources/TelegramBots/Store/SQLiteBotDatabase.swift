import Foundation
import SQLDatabase

/// A bot's database in a SQLite file, for processes of one machine.
struct SQLiteBotDatabase: BotDatabase {
    private let file: SQLiteFile

    /// How often another process is asked whether it still runs the bot, in seconds.
    private static let leasePause = 2.0

    init(directory: String, name: String, _ schema: BotSchema) throws {
        file = try SQLiteFile(
            directory + "/" + name + ".sqlite", label: "telegram.\(name)", migrations: schema.migrations)
    }

    init(existing path: String, isReadOnly: Bool = false) throws {
        file = try SQLiteFile(existing: path, isReadOnly: isReadOnly)
    }

    func read<Value: Sendable>(_ body: @Sendable (any BotRows) throws -> Value) async throws -> Value {
        try await file.read { try body($0) }
    }

    func write<Value: Sendable>(_ body: @Sendable (any BotRows) throws -> Value) async throws -> Value {
        try await file.write { try body($0) }
    }

    func hand<Value: Sendable>(_ body: @Sendable (any BotRows) throws -> Value) async throws -> Value {
        try await write(body)
    }

    func readWaiting<Value>(_ body: (any BotRows) throws -> Value) throws -> Value {
        try file.readWaiting { try body($0) }
    }

    func writeWaiting<Value>(_ body: (any BotRows) throws -> Value) throws -> Value {
        try file.writeWaiting { try body($0) }
    }

    func runAlone(
        _ log: BotLog, wake: @escaping @Sendable () -> Void, _ work: @escaping @Sendable () async throws -> Void
    ) async throws {
        var isTold = false
        while !Task.isCancelled {
            if let lock = FileLease(beside: file.path) {
                defer { withExtendedLifetime(lock) {} }
                return try await work()
            }
            if !isTold { log.info("another process runs the bot; this one stands by") }
            isTold = true
            // Cancelled is ended: the loop looks.
            try? await Task.sleep(for: .seconds(Self.leasePause))
        }
    }

    func runIfFree(_ log: BotLog, _ work: @escaping @Sendable () async throws -> Void) async throws -> Bool {
        guard let lock = FileLease(beside: file.path) else { return false }
        defer { withExtendedLifetime(lock) {} }
        try await work()
        return true
    }

    func holder() -> String? { nil }
    func forgetDeleted(thoroughly: Bool) throws { try file.forgetDeleted(thoroughly: thoroughly) }
    func run(_ sql: String) throws { try file.run(sql) }
    func close() throws { try file.close() }
}

/// The right to run a bot: a lock on a file, which the system gives back when the process ends, however it ends.
private final class FileLease: Sendable {
    private let descriptor: Int32

    /// Nil if another process has it.
    init?(beside database: String) {
        let path = database.replacing(/\.sqlite$/, with: ".lock")
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
