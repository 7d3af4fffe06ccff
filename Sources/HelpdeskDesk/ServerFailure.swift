import Foundation

/// Why the server or an administrative command cannot go on, as a sentence that says what to do.
package struct ServerFailure: Error, Hashable, Sendable, LocalizedError, CustomStringConvertible {
    package var description: String
    package var errorDescription: String? { description }

    package init(_ description: String) {
        self.description = description
    }

    package static func unknown(_ kind: String, _ id: String) -> ServerFailure {
        ServerFailure("There is no \(kind) with the id \(id). See `cabdeskd admin \(kind) list`.")
    }
}
