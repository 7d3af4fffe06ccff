import Dispatch
import GRDB
import Glibc
import SystemKit

/// Several processes with one store: each reads, writes and receives; one at a time sends.
extension Store {

    /// Notifies the subscribers of `changes` when other processes write, until the task is cancelled.
    func watchOthers() async {
        let writes = DirectoryWatch.writes(in: directory)
        // A store that cannot be read now is read again after the next write; the caller that needs it reports the error.
        var known = try? await dataVersion()
        for await _ in writes {
            guard let version = try? await dataVersion(), version != known else { continue }
            known = version
            changed.send(.everything)
            intended.send(())
        }
    }

    /// Changes with each commit of another connection (SQLite, `PRAGMA data_version`): asked of the one that writes, as all
    /// others are of other processes.
    private func dataVersion() async throws(HelpdeskError) -> Int? {
        try await attempt { try await $0.writer.read { try Int.fetchOne($0, sql: "PRAGMA data_version") } }
    }
}

/// Reports writes to the files of a directory, and files that are touched, by any process (inotify(7)).
enum DirectoryWatch {
    /// Yields after files in the directory were written to or touched; several writes may yield once. Ends at once where the
    /// kernel has no more watches to give.
    static func writes(in directory: String) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard number >= 0 else {
            continuation.finish()
            return stream
        }
        guard inotify_add_watch(number, directory, UInt32(IN_MODIFY | IN_ATTRIB)) >= 0 else {
            close(number)
            continuation.finish()
            return stream
        }
        let source = DispatchSource.makeReadSource(fileDescriptor: number)
        source.setEventHandler {
            // Which file it was does not matter: the database itself says whether it changed.
            withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 8) { buffer in
                while read(number, buffer.baseAddress, buffer.count) > 0 {}
            }
            continuation.yield()
        }
        source.setCancelHandler { close(number) }
        // libdispatch's sources may be cancelled from any thread; they are only not marked as such.
        nonisolated(unsafe) let watch = source
        continuation.onTermination = { _ in watch.cancel() }
        source.activate()
        return stream
    }
}
