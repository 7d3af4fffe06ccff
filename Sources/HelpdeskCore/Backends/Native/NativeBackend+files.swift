import Foundation
public import HelpdeskModels
import HelpdeskTransport

/// Uploads by tus 1.0, downloads by ranges.
extension NativeBackend {
    public func createUpload(length: Int64) async throws(HelpdeskError) -> Upload.ID {
        var request = request(.post, "/uploads")
        request.headers += [Self.tusVersion, .init("upload-length", String(length))]
        let response = try await exchange(request)
        let last = response.headers["location"]?.split(separator: "/").last.map(String.init)
        guard response.status == 201, let last, let id = Upload.ID(last) else { throw bad("no upload was created") }
        return id
    }

    public func uploadState(_ id: Upload.ID) async throws(HelpdeskError) -> Upload {
        var request = request(.head, "/uploads/\(id)")
        request.headers.append(Self.tusVersion)
        let response = try await send(request)
        // The answer to HEAD has no body, so no problem details either.
        if response.status == 404 || response.status == 410 {
            throw HelpdeskError(.notFound, subject: address.host)
        }
        if response.status == 401 { throw HelpdeskError(.tokenRejected, subject: address.host) }
        let headers = try checked(response).headers
        guard let offset = headers["upload-offset"].flatMap({ Int64($0) }),
            let length = headers["upload-length"].flatMap({ Int64($0) }), offset >= 0, offset <= length
        else { throw bad("no upload's state") }
        return Upload(id: id, offset: offset, length: length)
    }

    public func sendUpload(
        _ id: Upload.ID, file path: String, offset: Int64, length: Int64, progress: @escaping @Sendable (Int64) -> Void
    ) async throws(HelpdeskError) {
        var request = request(.patch, "/uploads/\(id)")
        request.headers += [
            Self.tusVersion, .init("content-type", "application/offset+octet-stream"),
            .init("upload-offset", String(offset)),
        ]
        request.body = .file(path: path, offset: offset, length: length - offset)
        request.patience = .whileDataMoves
        request.progress = { progress(offset + $0) }
        let response = try await exchange(request)
        guard response.headers["upload-offset"] == String(length) else { throw bad("not all of the file arrived") }
    }

    public func download(
        _ attachment: Attachment, to path: String, from offset: Int64, progress: @escaping @Sendable (Int64) -> Void
    ) async throws(HelpdeskError) {
        var request = request(.get, "/attachments/\(attachment.id)")
        request.headers[0] = .init("accept", "*/*")
        if offset > 0, let digest = attachment.sha256 {
            request.headers += [
                .init("range", "bytes=\(offset)-"), .init("if-range", "\"\(digest)\""),
            ]
        }
        request.sink = .file(path: path, offset: offset, limit: attachment.size)
        request.patience = .whileDataMoves
        request.progress = progress
        let response = try await exchange(request)
        guard response.status == 200 || response.status == 206 else { throw bad("no file") }
    }

    private static let tusVersion = TransportRequest.Header("tus-resumable", "1.0.0")
}
