import Foundation
import HTTPTypes
import HelpdeskModels
import Hummingbird

/// Resumable uploads: tus 1.0.0 with the extensions creation and termination.
struct UploadController: Sendable {
    let environment: ServerEnvironment

    private static let version = "1.0.0"

    var endpoints: [Endpoint] {
        [
            Endpoint(open: .options, "/v1/uploads") {
                Response(
                    status: .noContent,
                    headers: [
                        .tusResumable: Self.version, .tusVersion: Self.version, .tusExtension: "creation,termination",
                        .tusMaxSize: "\(Limits.standard.attachmentSize)",
                    ])
            },
            Endpoint(.post, "/v1/uploads", checkingVersion(create)),
            Endpoint(.head, "/v1/uploads/{upload}", checkingVersion(inspect)),
            Endpoint(.patch, "/v1/uploads/{upload}", checkingVersion(append)),
            Endpoint(.delete, "/v1/uploads/{upload}", checkingVersion(terminate)),
        ]
    }

    /// Refuses other versions of the protocol, and names the version in every answer.
    private func checkingVersion(_ handler: @escaping Endpoint.Handler) -> Endpoint.Handler {
        { request, context, account in
            guard request.headers[.tusResumable] == Self.version else {
                throw ProblemError(
                    .unsupportedVersion, "Send Tus-Resumable: \(Self.version).",
                    headers: [.tusVersion: Self.version])
            }
            do {
                var response = try await handler(request, context, account)
                response.headers[.tusResumable] = Self.version
                return response
            } catch {
                var problem = ProblemError(cause: error)
                // Only a mistake of the server's own needs its cause in the log.
                if problem.problem.status == 500 { throw error }
                problem.headers[.tusResumable] = Self.version
                throw problem
            }
        }
    }

    private func create(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        guard let length = request.headers[.uploadLength].flatMap({ Int64($0) }), length >= 0 else {
            throw ProblemError(.malformed, "Upload-Length must say how many bytes the file has.")
        }
        let limit = try await environment.store.desk().limits.attachmentSize
        guard length <= limit else { throw ProblemError(.tooLarge, "A file may have \(limit) bytes.") }
        guard length > 0 else {
            throw ProblemError(
                .invalid, "An empty file cannot be attached.",
                violations: [Violation(field: "attachments", code: .empty)])
        }
        let upload = StoredUpload(id: .make(), user: account.user.id, length: length, created: environment.now())
        let files = environment.files
        try await BlockingWork.run { try files.create(upload.id) }
        try await environment.store.createUpload(upload)
        return Response(
            status: .created, headers: [.location: "/v1/uploads/\(upload.id)", .cacheControl: "no-store"])
    }

    private func inspect(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        let upload = try await environment.store.upload(context.id("upload"), of: account)
        let files = environment.files
        let offset = try await BlockingWork.run { try files.open(upload.id).size() }
        return Response(
            status: .ok,
            headers: [.uploadOffset: "\(offset)", .uploadLength: "\(upload.length)", .cacheControl: "no-store"])
    }

    private func append(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        guard request.mediaType == "application/offset+octet-stream" else {
            throw ProblemError(.unsupportedMediaType, "Send the bytes as application/offset+octet-stream.")
        }
        guard let offset = request.headers[.uploadOffset].flatMap({ Int64($0) }), offset >= 0 else {
            throw ProblemError(.malformed, "Upload-Offset must say where the bytes belong.")
        }
        let upload = try await environment.store.upload(context.id("upload"), of: account)
        let files = environment.files
        let body = request.body
        let reached = try await environment.gate.enter(upload.id, isReading: true) {
            let file = try await BlockingWork.run { try files.open(upload.id, flags: O_WRONLY) }
            return try await UploadWriter(file: file, length: upload.length).append(body, at: offset)
        }
        return Response(status: .noContent, headers: [.uploadOffset: "\(reached)", .cacheControl: "no-store"])
    }

    private func terminate(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        let upload = try await environment.store.upload(context.id("upload"), of: account)
        let (store, files) = (environment.store, environment.files)
        try await environment.gate.enter(upload.id) {
            try await store.deleteUpload(upload.id)
            try await BlockingWork.run { files.remove(upload.id) }
        }
        return Response(status: .noContent, headers: [.cacheControl: "no-store"])
    }
}
