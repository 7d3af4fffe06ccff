import GRDB
import Glibc
import SystemKit

/// Several processes with one store: each reads, writes and receives; one at a time sends.
extension Store {
    /// The right to send, of which there is one for all processes. It ends with the value, or with the process.
    final class SendingRight: Sendable {
        private let file: Descriptor

        /// Nil while another process has it.
        init?(_ files: StoreFiles) throws(HelpdeskError) {
            file = try files.open(lock: files.sendingLock)
            guard file.lock(LOCK_EX) else { return nil }
        }
    }

    /// The right to send; nil while another process sends. Throws `storeUnwritable` or `diskFull`.
    func takeSendingRight() throws(HelpdeskError) -> SendingRight? { try SendingRight(files) }

    /// Tells the subscribers of `changes` what other processes write, until the task is cancelled.
    func watchOthers() async {
        let writes = DirectoryWatch.writes(in: directory)
        // A store that cannot be read now is looked at again with the next write; whoever needs it says what is wrong.
        var known = try? await dataVersion()
        for await _ in writes {
            guard let version = try? await dataVersion(), version != known else { continue }
            known = version
            changed.send(())
            intended.send(())
        }
    }

    /// Changes with each commit of another connection (SQLite, `PRAGMA data_version`).
    private func dataVersion() async throws(HelpdeskError) -> Int? {
        try await read { try Int.fetchOne($0, sql: "PRAGMA data_version") }
    }
}
