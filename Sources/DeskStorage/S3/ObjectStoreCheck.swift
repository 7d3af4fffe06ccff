import Foundation
import HelpdeskDesk

/// Tries out whether a desk can keep its files in an object store: for an administrator who has configured one.
package struct ObjectStoreCheck: Sendable {
    private let settings: ObjectStoreSettings

    package init(_ settings: ObjectStoreSettings) {
        self.settings = settings
    }

    /// Writes an object, reads it back, copies it and deletes both, beside the desk's own objects. Throws ``ServerFailure``
    /// that says what to do. Waits for the network.
    package func run() throws {
        let store = try ObjectStoreClient.open(settings)
        let content = Data("cabdeskd doctor".utf8)
        let folder = "check/\(UUID().uuidString.lowercased())/"
        let (first, second) = (folder + "a", folder + "b")
        do {
            try store.probe()
            try store.put(content, to: first)
            // They may stay if the store fails, which the sentence says.
            defer { for key in [first, second] { try? store.delete(key) } }
            try store.copy(first, to: second)
            guard try store.read(second, at: 0, count: 1024) == content else {
                throw ServerFailure("The object store did not give back what was written. Do not use it.")
            }
            for key in [first, second] { try store.delete(key) }
            guard try store.list(folder).isEmpty else {
                throw ServerFailure("The object store still lists objects that were deleted. Do not use it.")
            }
        } catch let error as ObjectStoreFailure {
            throw ServerFailure(error.sentence(settings))
        }
    }
}
