import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird
import Logging
import SystemKit

/// Resumable uploads: tus 1.0.0 with the extensions creation, creation-with-upload, checksum, expiration, termination.
struct UploadController: Sendable {
    let environment: ServerEnvironment

    static let version = "1.0.0"
    private static let path = "/v1/uploads"
    private static let mediaType = "application/offset+octet-stream"
    /// In bytes.
    private static let metadataLength = 4096
    private static let extensions = "creation,creation-with-upload,checksum,expiration,termination"

    var endpoints: [Endpoint] {
        [
            Endpoint(open: .options, "/v1/uploads") { _, _ in
                Response(
                    status: .noContent,
                    headers: [
                        .tusVersion: Self.version, .tusExtension: Self.extensions,
                        .tusMaxSize: "\(Limits.standard.attachmentSize)",
                        .tusChecksumAlgorithm: UploadChecksum.algorithms,
                    ])
            },
            Endpoint(.post, "/v1/uploads", checkingVersion(create)),
            Endpoint(.head, "/v1/uploads/{upload}", checkingVersion(inspect)),
            Endpoint(.patch, "/v1/uploads/{upload}", checkingVersion(append)),
            Endpoint(.delete, "/v1/uploads/{upload}", checkingVersion(terminate)),
        ]
    }

    /// Whether a request for `path` is one of tus.
    static func answers(_ path: String) -> Bool {
        path == Self.path || path.hasPrefix("\(Self.path)/")
    }

    /// Refuses other versions of the protocol.
    private func checkingVersion(_ handler: @escaping Endpoint.Handler) -> Endpoint.Handler {
        { request, context, account in
            guard request.headers[.tusResumable] == Self.version else {
                throw ProblemError(
                    .unsupportedVersion, "Send Tus-Resumable: \(Self.version).",
                    headers: [.tusVersion: Self.version])
            }
            return try await handler(request, context, account)
        }
    }

    private func create(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        guard let length = request.headers.byteCount(.uploadLength) else {
            throw ProblemError(.malformed, "Upload-Length must say how many bytes the file has.")
        }
        // A request that could never succeed is refused before it makes an upload.
        _ = try UploadChecksum(request.headers[.uploadChecksum])
        let metadata = request.headers[.uploadMetadata]
        guard metadata?.utf8.count ?? 0 <= Self.metadataLength else {
            throw ProblemError(.malformed, "Upload-Metadata may have \(Self.metadataLength) bytes.")
        }
        let limit = try await environment.desk.desk().limits.attachmentSize
        guard length <= limit else { throw ProblemError(.tooLarge, "A file may have \(limit) bytes.") }
        let upload = StoredUpload(id: .make(), user: account.user.id, length: length, created: environment.now())
        let files = environment.files
        try await environment.desk.createUpload(upload, by: account, limits: environment.policy.files)
        try await BlockingWork.run { try files.create(upload.id, metadata: metadata) }
        var headers = headers(of: upload)
        headers[.location] = "/v1/uploads/\(upload.id)"
        if request.mediaType == Self.mediaType {
            // From here on a refused body can be sent again: the client knows the upload's address.
            do {
                headers[.uploadOffset] = "\(try await write(request, to: upload, at: 0))"
            } catch {
                if ProblemError(cause: error).problem.status >= 500 {
                    context.logger.warning("The first bytes of an upload could not be stored: \(type(of: error)).")
                }
                try await proveKept(upload)
                let size = try await BlockingWork.run { try files.size(of: upload.id) }
                headers[.uploadOffset] = "\(size)"
            }
        }
        try await proveKept(upload)
        return Response(status: .created, headers: headers)
    }

    private func inspect(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        let upload = try await environment.desk.upload(context.id("upload"), of: account)
        let (size, metadata) = try await BlockingWork.run { [files = environment.files] in
            (try files.size(of: upload.id), try files.metadata(of: upload.id))
        }
        var headers = headers(of: upload)
        // In a shared store, bytes that a request at this server has taken in count when the other servers know them.
        let position = environment.files.isShared ? nil : environment.gate.position(of: upload.id)
        headers[.uploadOffset] = "\(position ?? size)"
        headers[.uploadLength] = "\(upload.length)"
        headers[.uploadMetadata] = metadata
        return Response(status: .ok, headers: headers)
    }

    private func append(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        guard request.mediaType == Self.mediaType else {
            throw ProblemError(.unsupportedMediaType, "Send the bytes as \(Self.mediaType).")
        }
        guard let offset = request.headers.byteCount(.uploadOffset) else {
            throw ProblemError(.malformed, "Upload-Offset must say where the bytes belong.")
        }
        let upload = try await environment.desk.upload(context.id("upload"), of: account)
        var headers = headers(of: upload)
        do {
            headers[.uploadOffset] = "\(try await write(request, to: upload, at: offset))"
        } catch StoreError.notFound {
            // Gone meanwhile, perhaps with the account.
            try await proveKept(upload)
            throw StoreError.notFound
        }
        try await proveKept(upload)
        return Response(status: .noContent, headers: headers)
    }

    /// Appends the body; the offset reached.
    private func write(_ request: Request, to upload: StoredUpload, at offset: Int64) async throws -> Int64 {
        let checksum = try UploadChecksum(request.headers[.uploadChecksum])
        let (files, digests, body) = (environment.files, environment.digests, request.body)
        if files.isShared {
            let size = try await BlockingWork.run { try files.size(of: upload.id) }
            guard size == offset else { throw Self.elsewhere(size) }
        }
        return try await environment.gate.enter(upload.id, writingAt: offset, isThere: files.isShared) { turn in
            let (file, beginning) = try await BlockingWork.run {
                let file = try files.append(to: upload.id, countsAtOnce: checksum == nil)
                return (file, try file.begin(at: offset))
            }
            switch beginning {
            case .begun: break
            case .elsewhere(let size): throw Self.elsewhere(size)
            // The gate holds for this process only; another one may serve the same desk.
            case .taken: throw ProblemError(.offsetMismatch, "Another request has taken over the upload.")
            }
            defer { file.end() }
            do {
                return try await UploadWriter(file: file, upload: upload, digests: digests, turn: turn)
                    .append(body, at: offset, checksum: checksum)
            } catch is UploadOvertaken {
                throw ProblemError(.offsetMismatch, "A newer request has taken over the upload.")
            }
        }
    }

    private static func elsewhere(_ size: Int64) -> ProblemError {
        ProblemError(.offsetMismatch, headers: [.uploadOffset: "\(size)"])
    }

    /// Throws a problem (401) if the account was shut out while the bytes came. What came stays nowhere if the upload went
    /// with the account.
    private func proveKept(_ upload: StoredUpload) async throws {
        do {
            try await environment.desk.proveRequest()
        } catch StoreError.signedOut {
            if try await !environment.desk.isKept(upload) {
                try await BlockingWork.run { [files = environment.files] in try files.remove(upload.id) }
            }
            throw StoreError.signedOut
        }
    }

    private func headers(of upload: StoredUpload) -> HTTPFields {
        [.uploadExpires: upload.expires.httpDate, .cacheControl: "no-store"]
    }

    private func terminate(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        let upload = try await environment.desk.upload(context.id("upload"), of: account)
        let (desk, digests) = (environment.desk, environment.digests)
        try await environment.gate.enter(upload.id) {
            digests.forget(upload.id)
            try await desk.deleteUpload(upload)
            try await BlockingWork.run { try desk.files.remove(upload.id) }
        }
        return Response(status: .noContent, headers: [.cacheControl: "no-store"])
    }
}
