import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird

/// Downloads of attachments, in whole or in part (RFC 9110, section 14).
struct AttachmentController: Sendable {
    let environment: ServerEnvironment

    var endpoints: [Endpoint] {
        [Endpoint(.get, "/v1/attachments/{attachment}", download)]
    }

    @Sendable private func download(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        let attachment = try await environment.store.attachment(context.id("attachment"), for: account)
        guard let digest = attachment.sha256 else { throw StoreError.damaged("sha256 of an attachment") }
        let tag = "\"\(digest)\""
        var headers: HTTPFields = [
            .contentType: MediaType.safe(attachment.mediaType),
            .contentDisposition: ContentDisposition.attachment(named: attachment.name),
            .eTag: tag, .acceptRanges: "bytes", .cacheControl: "private, no-cache",
            .contentSecurityPolicy: "default-src 'none'; sandbox",
        ]
        if request.headers[.ifNoneMatch]?.split(separator: ",").contains(where: { $0.contains(tag) }) == true {
            return Response(status: .notModified, headers: headers)
        }
        let range: ByteRange.Choice
        if let condition = request.headers[.ifRange], condition != tag {
            range = .whole
        } else {
            range = ByteRange.choose(request.headers[.range], size: attachment.size)
        }
        let path = environment.files.path(of: digest)
        switch range {
        case .whole:
            let body = try await FileIO().loadFile(path: path, context: context, chunkLength: 256 * 1024)
            return Response(status: .ok, headers: headers, body: body.paced(by: context.channel))
        case .part(let bytes):
            headers[.contentRange] = "bytes \(bytes.lowerBound)-\(bytes.upperBound)/\(attachment.size)"
            let body = try await FileIO().loadFile(
                path: path, range: Int(bytes.lowerBound)...Int(bytes.upperBound), context: context,
                chunkLength: 256 * 1024)
            return Response(
                status: .partialContent, headers: headers, body: body.paced(by: context.channel))
        case .none:
            throw ProblemError(.rangeNotSatisfiable, headers: [.contentRange: "bytes */\(attachment.size)"])
        }
    }
}
