import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird
import NIOCore
import SystemKit

/// Downloads of attachments, in whole or in part (RFC 9110, section 14).
struct AttachmentController: Sendable {
    let environment: ServerEnvironment

    var endpoints: [Endpoint] {
        [Endpoint(.get, "/v1/attachments/{attachment}", download)]
    }

    @Sendable private func download(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        let attachment = try await environment.desk.attachment(context.id("attachment"), for: account)
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
        switch range {
        case .whole:
            let body =
                if let path = environment.files.path(of: digest) {
                    try await FileIO().loadFile(path: path, context: context, chunkLength: Self.chunkLength)
                } else {
                    try await passOn(digest, 0..<attachment.size)
                }
            return Response(status: .ok, headers: headers, body: body.paced(by: context.channel))
        case .part(let bytes):
            headers[.contentRange] = "bytes \(bytes.lowerBound)-\(bytes.upperBound)/\(attachment.size)"
            let body =
                if let path = environment.files.path(of: digest) {
                    try await FileIO().loadFile(
                        path: path, range: Int(bytes.lowerBound)...Int(bytes.upperBound), context: context,
                        chunkLength: Self.chunkLength)
                } else {
                    try await passOn(digest, Range(bytes))
                }
            return Response(
                status: .partialContent, headers: headers, body: body.paced(by: context.channel))
        case .none:
            throw ProblemError(.rangeNotSatisfiable, headers: [.contentRange: "bytes */\(attachment.size)"])
        }
    }

    /// Bytes of a file that are handed on at once.
    private static let chunkLength = 256 * 1024
    /// Bytes that are asked for at once where files are not on this machine: an answer takes its time, however short it is.
    private static let pieceLength: Int64 = 1 << 20

    /// The bytes of a content that is read piece by piece. The first one is there before the answer begins, so that a store
    /// that is away is said in its status.
    private func passOn(_ digest: SHA256Digest, _ bytes: Range<Int64>) async throws -> ResponseBody {
        guard !bytes.isEmpty else { return ResponseBody() }
        let files = environment.files
        @Sendable func piece(at offset: Int64) async throws -> ByteBuffer {
            let count = Int(min(Self.pieceLength, bytes.upperBound - offset))
            let data = try await BlockingWork.run { try files.read(digest, at: offset, count: count) }
            guard !data.isEmpty else { throw StoreError.damaged("content that is too short") }
            return ByteBuffer(bytes: data)
        }
        let first = try await piece(at: bytes.lowerBound)
        return ResponseBody(contentLength: bytes.count) { writer in
            var (buffer, offset) = (first, bytes.lowerBound)
            while true {
                offset += Int64(buffer.readableBytes)
                try await writer.write(buffer)
                guard offset < bytes.upperBound else { break }
                buffer = try await piece(at: offset)
            }
            try await writer.finish(nil)
        }
    }
}

/// The Range header of a request (RFC 9110, section 14.1.2), as far as it is honoured: one range of bytes.
enum ByteRange {
    enum Choice: Hashable {
        case whole
        /// First and last byte, counted from 0.
        case part(ClosedRange<Int64>)
        /// The file has no byte of the range.
        case none
    }

    /// The part to send of a file of `size` bytes. An unreadable header or several ranges select the whole file.
    static func choose(_ header: String?, size: Int64) -> Choice {
        guard let header, header.lowercased().hasPrefix("bytes=") else { return .whole }
        let parts = header.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
            return .whole
        }
        switch (number(parts[0]), number(parts[1])) {
        case (nil, nil):
            return .whole
        case (nil, let count?):
            return count == 0 || size == 0 ? .none : .part(max(0, size - count)...(size - 1))
        case (let first?, let last):
            if let last, last < first { return .whole }
            return first < size ? .part(first...min(last ?? .max, size - 1)) : .none
        }
    }

    /// Nil for no digits; too many digits are the largest number.
    private static func number(_ digits: Substring) -> Int64? {
        digits.isEmpty ? nil : Int64(digits) ?? .max
    }
}

/// The Content-Disposition header of a download (RFC 6266).
enum ContentDisposition {
    /// Names the file in ASCII for old clients, and exactly as in RFC 8187 for the others.
    static func attachment(named name: String) -> String {
        let plain = String(
            String.UnicodeScalarView(
                name.unicodeScalars.map { scalar in
                    let isPlain =
                        (0x20..<0x7F).contains(scalar.value) && scalar != "\"" && scalar != "\\" && scalar != "%"
                    return isPlain && scalar != "/" ? scalar : "_"
                }))
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded(name))"
    }

    /// Percent-encodes everything but RFC 8187's attr-char.
    private static func encoded(_ name: String) -> String {
        let safe = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&+-.^_`|~".utf8)
        let digits = Array("0123456789ABCDEF".utf8)
        let bytes = name.utf8.flatMap { byte in
            safe.contains(byte) ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension MediaType {
    /// A media type of an attachment as a header's value: as stored if it is well-formed, else unspecific bytes.
    static func safe(_ text: String) -> String {
        let token = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&-^_.+".utf8)
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isWellFormed = parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(token.contains) }
        return isWellFormed ? text : "application/octet-stream"
    }
}
