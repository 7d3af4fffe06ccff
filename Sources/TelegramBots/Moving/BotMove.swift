import Foundation
import HelpdeskDesk
import SQLDatabase
import SystemKit

/// Copies what the bots of a desk must not lose from the places of one configuration to those of another.
///
/// Each bot's rows are one transaction in the target: it has all of them or none.
package struct BotMove: Sendable {
    /// Where the bots of a configuration have their rows.
    package struct Places: Sendable {
        var support: BotPlace
        var alert: BotPlace

        package init(support: BotPlace, alert: BotPlace) {
            self.support = support
            self.alert = alert
        }
    }

    /// A bot that is moved.
    private struct Moved: Sendable {
        var name: String
        var schema: BotSchema
        var source: BotPlace
        var target: BotPlace
    }

    private let moved: [Moved]
    private let log: BotLog

    /// Looks which bots have rows in the source: the support bots, also those of earlier tokens, and the alert bot. One that
    /// has the same place in both configurations stays there.
    package init(from source: Places, to target: Places, log: BotLog) throws {
        self.log = log
        moved = try Self.naming {
            var moved: [Moved] = []
            if !source.support.isSame(as: target.support) {
                moved += try source.support.bots().filter { $0.hasPrefix("support") }.map {
                    Moved(name: $0, schema: .support, source: source.support, target: target.support)
                }
            }
            if !source.alert.isSame(as: target.alert), try source.alert.bots().contains(AlertService.name) {
                moved.append(
                    Moved(name: AlertService.name, schema: .alert, source: source.alert, target: target.alert))
            }
            return moved
        }
    }

    /// Runs `work` while no process runs one of the bots, in either place; `copy` copies their rows, and is told each bot with
    /// the number of its rows. Throws ``ServerFailure``.
    package func run(
        _ work:
            @escaping @Sendable (_ copy: (_ report: (_ bot: String, _ count: Int) -> Void) async throws -> Void)
            async throws -> Void
    ) async throws {
        do {
            let copies = try await BlockingWork.run { [moved] in
                try Self.naming { try moved.map { try BotCopy($0.name, $0.schema, from: $0.source, to: $0.target) } }
            }
            defer { for copy in copies { copy.close() } }
            try await hold(copies.flatMap { [$0.source, $0.target] }[...]) {
                try await work { report in
                    for copy in copies {
                        let count = try await BlockingWork.run { try Self.naming { try copy.run() } }
                        report(copy.name, count)
                    }
                }
            }
        } catch is BotTakenOver {
            throw ServerFailure("A bot was started while it was being moved. Stop it, and run the command again.")
        }
    }

    /// Runs `work` while no process runs the bots of `stores`.
    private func hold(
        _ stores: ArraySlice<HeldStore>, _ work: @escaping @Sendable () async throws -> Void
    ) async throws {
        guard let store = stores.first else { return try await work() }
        let rest = stores.dropFirst()
        guard try await store.database.runIfFree(log, { try await self.hold(rest, work) }) else {
            let holder = (try? store.database.holder()).map { ": \($0)" } ?? ""
            throw ServerFailure(
                "A process runs the bot whose rows are in \(store.path)\(holder). Stop it, and run the command again.")
        }
    }

    /// Says what a database says as a ``ServerFailure``.
    private static func naming<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            guard let failure = SQLFailure(error) else { throw error }
            throw ServerFailure(
                "The bots' databases cannot be used: \(failure.name). Correct that, and run the command again.",
                isTemporary: failure.kind == .database)
        }
    }
}

extension BotPlace {
    /// Whether both are one place.
    fileprivate func isSame(as other: BotPlace) -> Bool {
        guard let database, let another = other.database else {
            return database == nil && other.database == nil && directory == other.directory
        }
        return ["host", "hostaddr", "port", "dbname"].allSatisfy {
            database.parameters[$0] == another.parameters[$0]
        }
    }
}
