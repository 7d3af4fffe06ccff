import Foundation
import HelpdeskModels
import SystemKit

/// A message in the form that RT accepts.
///
/// RT refuses an empty file, and the whole message with it. The text mentions such a file instead, always in the same way,
/// so that a retry finds the message again.
struct RTOutgoing {
    var message: NewMessage
    var context: PutContext

    init(_ message: NewMessage, _ context: PutContext) {
        self.message = message
        self.context = context
        guard message.attachments.count == context.files.count else { return }
        let pairs = zip(message.attachments, context.files).map { (attachment: $0, file: $1) }
        let empty = pairs.filter { LocalPath($0.file).facts?.size == 0 }
        guard !empty.isEmpty else { return }
        let full = pairs.filter { LocalPath($0.file).facts?.size != 0 }
        self.message.attachments = full.map(\.attachment)
        self.context.files = full.map(\.file)
        let names = empty.map { "📎 \(RTMultipart.name($0.attachment.name)) (0 B)" }
        let text = message.text.allSatisfy(\.isWhitespace) ? [] : [message.text]
        self.message.text = (text + [names.joined(separator: "\n")]).joined(separator: "\n\n")
    }
}

/// A value in a request to RT.
enum RTField: Encodable, Sendable {
    case text(String)
    /// Custom fields by name.
    case fields([String: String])

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .fields(let fields): try container.encode(fields)
        }
    }
}

/// The body of a request with files (RFC 7578), written into a temporary file to save memory.
///
/// The files are never within the JSON, because RT then loses every name beyond Latin-1. Text files are sent as bytes,
/// because RT recodes text.
struct RTMultipart: Sendable {
    let boundary: String
    let path: String
    let size: Int64

    var contentType: String { "multipart/form-data; boundary=\(boundary)" }

    /// Writes the body next to the first file. Throws errors of the files.
    init(
        json: Data, attachments: [NewAttachment], files: [String], isCancelled: @Sendable () -> Bool
    ) throws(HelpdeskError) {
        guard let first = files.first, files.count == attachments.count else { throw HelpdeskError(.fileMissing) }
        boundary = "cabdesk-" + UUID().uuidString.lowercased()
        path = first + ".form"
        unlink(path)
        guard let output = Descriptor(path, O_WRONLY | O_CREAT | O_EXCL) else { throw .writing("form") }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        var size: Int64 = 0
        func write(_ bytes: UnsafeRawBufferPointer) throws(HelpdeskError) {
            guard output.write(bytes) else { throw .writing("form") }
            size += Int64(bytes.count)
        }
        func write(_ text: String) throws(HelpdeskError) {
            let bytes = Array(text.utf8)
            let isWritten = bytes.withUnsafeBytes { output.write($0) }
            guard isWritten else { throw .writing("form") }
            size += Int64(bytes.count)
        }
        do throws(HelpdeskError) {
            try write("--\(boundary)\r\ncontent-disposition: form-data; name=\"JSON\"\r\n")
            try write("content-type: application/json\r\n\r\n\(String(decoding: json, as: UTF8.self))\r\n")
            for (attachment, file) in zip(attachments, files) {
                guard let input = Descriptor(file, O_RDONLY) else {
                    throw HelpdeskError(.fileMissing, subject: attachment.name)
                }
                let name = Self.name(attachment.name)
                try write(
                    "--\(boundary)\r\ncontent-disposition: form-data; name=\"Attachments\"; filename=\"\(name)\"\r\n")
                try write("content-type: \(Self.mediaType(attachment.mediaType))\r\n\r\n")
                while true {
                    if isCancelled() { throw HelpdeskError(.cancelled) }
                    let count = input.read(into: buffer)
                    guard count >= 0 else { throw HelpdeskError(.fileUnreadable, subject: attachment.name) }
                    if count == 0 { break }
                    try write(UnsafeRawBufferPointer(rebasing: buffer.prefix(count)))
                }
                try write("\r\n")
            }
            try write("--\(boundary)--\r\n")
        } catch {
            unlink(path)
            throw error
        }
        self.size = size
    }

    /// The name of the file in RT: without characters that would end the field, and without control characters.
    static func name(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.unicodeScalars.map { scalar in
                    switch scalar {
                    case "\"": "'"
                    case "\\": "_"
                    default: scalar.properties.generalCategory == .control ? "_" : scalar
                    }
                }))
    }

    static func mediaType(_ type: String) -> String {
        let isPlain = type.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        let isKept = ["image/", "audio/", "video/", "application/"].contains { type.hasPrefix($0) }
        return isPlain && isKept ? type : "application/octet-stream"
    }
}
