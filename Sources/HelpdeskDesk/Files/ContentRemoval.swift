package import HelpdeskModels

/// The removal of contents that nothing names, in three steps: a transaction marks them, then the store of files is asked to
/// remove them, then a transaction forgets them.
///
/// The mark is committed before the store is asked, and a content with a mark cannot be named. So whatever becomes of the
/// process, of its connection to the database or of a request to the store that is late, no file is removed that a message
/// has. A removal that never ended is taken over when nothing of it can be on its way any more.
package struct ContentRemoval {
    /// The time after the mark within which the store may still be asked.
    private static let window = Duration.seconds(60)
    /// After so many seconds nothing of a removal is on its way any more.
    package static let limit = 600.0

    private let begun = Timestamp.now
    private let start = ContinuousClock.now
    private let marked: [SHA256Digest]

    /// Marks those of the contents that nothing names and nobody else is removing; `transact` runs a transaction.
    package init(
        of contents: some Sequence<SHA256Digest>,
        by transact: ((any FileRecords) throws -> [SHA256Digest]) throws -> [SHA256Digest]
    ) throws {
        let begun = begun
        marked = try transact { records in
            try contents.filter { try !records.isNamed($0) && records.beginRemoval(of: $0, at: begun) }
        }
    }

    /// Removes them by `remove`, as long as it may; how many they were. Throws what `remove` throws.
    package func run(
        _ remove: (SHA256Digest) throws -> Void,
        by transact: ((any FileRecords) throws -> [SHA256Digest]) throws -> [SHA256Digest]
    ) throws -> Int {
        var ended = Set(marked)
        var count = 0
        var failure: (any Error)?
        for content in marked where failure == nil && ContinuousClock.now - start < Self.window {
            do {
                try remove(content)
                count += 1
            } catch let doubt as RemovalInDoubt {
                ended.remove(content)
                failure = doubt.cause
            } catch {
                failure = error
            }
        }
        // Those that are gone, and those that the store was not asked for.
        _ = try transact { records in
            for content in ended { try records.endRemoval(of: content, begunAt: begun) }
            return marked
        }
        if let failure { throw failure }
        return count
    }
}

extension StoreError {
    /// A file with the same content is being removed; in a moment it will be gone.
    package static let beingRemoved = StoreError.unavailable("a file with the same content is being removed")
}

/// The store of files was asked to remove a content, and nobody knows whether it has, or will.
package struct RemovalInDoubt: Error {
    package var cause: any Error

    package init(_ cause: any Error) {
        self.cause = cause
    }
}
