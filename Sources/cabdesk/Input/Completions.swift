import ArgumentParser
import Dispatch
import HelpdeskCore
import HelpdeskModels
import Synchronization

/// The words that a shell offers while a command is typed: from the local store, without the network. There is nothing to
/// offer where nothing is stored, or nobody signed in.
enum Completions {
    /// So many tickets are offered, those with the newest activity.
    private static let limit = 500

    /// The names of the profiles.
    @Sendable static func profiles(_ words: [String], _ index: Int, _ prefix: String) -> [String] {
        (try? ProfileStore().names()) ?? []
    }

    /// The numbers of tickets.
    @Sendable static func tickets(_ words: [String], _ index: Int, _ prefix: String) -> [String] {
        fromStore(words) { store in
            let ids = try await store.ticketIDs(TicketQuery()).prefix(limit)
            return try await store.rows(Array(ids)).compactMap(\.number).map(String.init)
        }
    }

    /// The ids of topics in use.
    @Sendable static func topics(_ words: [String], _ index: Int, _ prefix: String) -> [String] {
        fromStore(words) { store in
            try await store.deskSnapshot().topics.filter { !$0.isRetired }.map(\.id.rawValue)
        }
    }

    /// The ids of services.
    @Sendable static func services(_ words: [String], _ index: Int, _ prefix: String) -> [String] {
        fromStore(words) { store in try await store.deskSnapshot().services.map(\.id.rawValue) }
    }

    /// The names of canned replies.
    @Sendable static func cannedReplies(_ words: [String], _ index: Int, _ prefix: String) -> [String] {
        fromStore(words) { store in try await store.deskSnapshot().cannedReplies.map(\.reply.name) }
    }

    /// Waits for what `read` returns: the parser asks from a thread of its own, and a shell waits for the answer.
    private static func fromStore(
        _ words: [String], _ read: @escaping @Sendable (Store) async throws -> [String]
    ) -> [String] {
        let profile = words.firstIndex(of: "--profile").flatMap { words.dropFirst($0 + 1).first }
        let found = Mutex<[String]>([])
        let isDone = DispatchSemaphore(value: 0)
        Task.detached {
            defer { isDone.signal() }
            // A helper program might ask for a password: a shell that completes a word is no place for that.
            guard let account = try? quietAccount(profile), let store = try? account.stores.openKnown(),
                let offered = try? await read(store)
            else { return }
            found.withLock { $0 = offered }
        }
        isDone.wait()
        return found.withLock(\.self)
    }

    private static func quietAccount(_ profile: String?) throws(HelpdeskError) -> CommandAccount? {
        switch try ProfileStore().profile(named: profile).tokenSource {
        case .command, .secretService: nil
        case .environment, .file: try CommandAccount(profile: profile, log: .off)
        }
    }
}
