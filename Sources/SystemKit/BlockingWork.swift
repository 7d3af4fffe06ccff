import Dispatch

/// Runs what waits for a disk away from the threads that serve requests.
package enum BlockingWork {
    private static let queue = DispatchQueue(label: "cabdesk.files", attributes: .concurrent)

    package static func run<Value: Sendable>(_ body: @Sendable @escaping () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }
}
