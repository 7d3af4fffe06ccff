import Foundation
public import HelpdeskModels
import HelpdeskTransport

extension RequestTrackerBackend {
    /// RT has no ranges: a file comes as a whole, in base64 within JSON. It is received into a file beside and decoded
    /// from there, so that memory stays small.
    public func download(
        _ attachment: Attachment, to path: String, from offset: Int64, progress: @escaping @Sendable (Int64) -> Void
    ) async throws(HelpdeskError) {
        guard let number = identifier.number(.attachment, of: attachment.id.uuid) else {
            throw HelpdeskError(.notFound, subject: attachment.name)
        }
        try await fetch(number, size: attachment.size, to: path, name: attachment.name, progress: progress)
    }

    /// Receives the part; the number of bytes.
    @discardableResult
    func fetch(
        _ number: Int64, size: Int64, to path: String, name: String, progress: @escaping @Sendable (Int64) -> Void
    ) async throws(HelpdeskError) -> Int64 {
        let answer = path + ".json"
        unlink(answer)
        defer { unlink(answer) }
        var request = request(.get, "/attachment/\(number)")
        // Base64 with its line breaks written as two characters each takes 1.4 bytes for one.
        request.sink = .file(path: answer, offset: 0, limit: size * 3 / 2 + (1 << 20))
        request.patience = .whileDataMoves
        request.progress = { done in progress(min(size, done * 5 / 7)) }
        let response = try await session.send(request)
        guard response.status == 200 else { throw refusal(response) }
        return try await Blocking.run { isCancelled throws(HelpdeskError) in
            try RTFileContent.decode(answer, to: path, name: name, isCancelled: isCancelled)
        }
    }
}
