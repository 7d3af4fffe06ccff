import Foundation
import Synchronization

/// Listens to the notifications of one channel, on a thread of its own, until it is closed.
package final class PostgresListener: Sendable {
    private let settings: PostgresSettings
    private let channel: String
    private let isClosed = Atomic(false)

    /// Seconds between two looks at a connection on which nothing comes; also before a lost one is made again.
    private static let pause: TimeInterval = 1

    package typealias Wake = @Sendable (_ payloads: [String]) -> Void

    /// `channel` is an identifier of SQL. `wake` is called on the thread of the listener: for what has arrived, after a
    /// connection was made, because something may have come before, and once a second.
    package init(_ settings: PostgresSettings, channel: String, wake: @escaping Wake) {
        self.settings = settings
        self.channel = channel
        Thread.detachNewThread { [weak self] in
            var session: PostgresSession?
            while let self, !isClosed.load(ordering: .relaxed) {
                session = turn(session, wake)
            }
        }
    }

    package func close() {
        isClosed.store(true, ordering: .relaxed)
    }

    /// One look: the session for the next, nil if it was lost.
    private func turn(_ session: PostgresSession?, _ wake: Wake) -> PostgresSession? {
        do {
            let current = try session ?? listen()
            var payloads: [String] = []
            if session != nil {
                _ = try current.wait(for: Int16(POLLIN), until: Date(timeIntervalSinceNow: Self.pause))
                payloads = try current.notifications()
            }
            wake(payloads)
            return current
        } catch {
            // Its users are told of its state.
            Thread.sleep(forTimeInterval: Self.pause)
            wake([])
            return nil
        }
    }

    private func listen() throws -> PostgresSession {
        let session = try PostgresSession(settings.connection, patience: settings.statementLimit)
        try session.run("LISTEN \(channel)")
        return session
    }
}
