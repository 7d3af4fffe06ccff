import Foundation
package import HelpdeskDesk
package import HelpdeskModels
package import SQLDatabase

/// The databases of all bots of a desk, for a command or a server that has erased something. A bot may run meanwhile.
package struct BotStores: Sendable {
    private let directory: String
    let places: [BotPlace]

    /// - Parameters:
    ///   - directory: where bots keep files; those of a bot that has moved to PostgreSQL count, too.
    ///   - databases: in which bots have their tables.
    package init(directory: String, databases: [PostgresSettings] = []) {
        self.directory = directory
        places =
            [BotPlace(directory: directory)]
            + Set(databases).map { BotPlace(directory: directory, database: $0) }
    }

    /// Erases everywhere, and leaves nothing of it in the databases. Throws ``ServerFailure``.
    package func erase(_ things: ErasedThings) throws {
        try eachDatabase { database in
            try database.writeWaiting { try $0.erase(things) }
            try database.forgetDeleted(thoroughly: true)
        }
        try removeLeftFiles()
    }

    /// Forgets what could not be delivered before `time`. Throws ``ServerFailure``.
    package func forgetFailures(before time: Timestamp) throws {
        try eachDatabase { database in
            let count = try database.writeWaiting { try $0.forgetFailures(before: time) }
            if count > 0 { try database.forgetDeleted(thoroughly: false) }
        }
    }

    private func eachDatabase(_ body: (any BotDatabase) throws -> Void) throws {
        for place in places {
            var name = "in PostgreSQL"
            do {
                for (found, open) in try place.all() {
                    name = found
                    let database = try open()
                    if try database.readWaiting({ try $0.hasTable("inbox") }) { try body(database) }
                    try database.close()
                }
            } catch {
                guard let failure = SQLFailure(error) else { throw error }
                throw ServerFailure(
                    "The bot's database \(name) cannot be written: \(failure.name). "
                        + "What it has of what was erased is still there: run the command again.")
            }
        }
    }

    /// Files on their way that a bot left when it was killed. One that is on its way now is not as old.
    private func removeLeftFiles() throws {
        let manager = FileManager.default
        guard let names = try? manager.contentsOfDirectory(atPath: directory) else { return }
        for folder in names where folder.hasSuffix("-files") {
            for name in (try? manager.contentsOfDirectory(atPath: directory + "/" + folder)) ?? [] {
                let path = directory + "/" + folder + "/" + name
                let changed = try? manager.attributesOfItem(atPath: path)[.modificationDate] as? Date
                guard let changed, changed.timeIntervalSinceNow < -600 else { continue }
                guard unlink(path) == 0 || errno == ENOENT else {
                    throw ServerFailure("The file \(path) could not be removed. Remove it.")
                }
            }
        }
    }
}
