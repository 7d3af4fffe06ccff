import Foundation
import HelpdeskModels

/// The body of a call with files (RFC 7578), written into a file of its own so that memory stays small.
struct MultipartForm: Sendable {
    let path: String
    /// In bytes.
    let size: Int64
    private let boundary: String

    var contentType: String { "multipart/form-data; boundary=\(boundary)" }

    /// Throws `fileFailed` if a file cannot be read.
    ///
    /// - Parameter paths: of the contents of the call's files, in their order.
    init(_ call: BotCall, paths: [String], in folder: String) throws(BotError) {
        let boundary = "cabdesk-" + UUID().uuidString.lowercased()
        let path = folder + "/" + boundary + ".form"
        do {
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw BotError(.fileFailed, detail: "the body of a call cannot be written") }
            let output = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            for (name, value) in call.parameters.sorted(by: { $0.key < $1.key }) {
                try output.write(
                    contentsOf: Data(
                        "--\(boundary)\r\ncontent-disposition: form-data; name=\"\(name)\"\r\n\r\n\(Self.text(value))\r\n"
                            .utf8))
            }
            guard paths.count == call.files.count else {
                throw BotError(.fileFailed, detail: "a file that is to be sent is missing")
            }
            for (file, path) in zip(call.files, paths) {
                try output.write(contentsOf: Data(Self.head(of: file, boundary).utf8))
                guard let input = FileHandle(forReadingAtPath: path) else {
                    throw BotError(.fileFailed, detail: "a file that is to be sent is missing")
                }
                while let part = try input.read(upToCount: 1 << 20), !part.isEmpty {
                    try output.write(contentsOf: part)
                }
                try output.write(contentsOf: Data("\r\n".utf8))
            }
            try output.write(contentsOf: Data("--\(boundary)--\r\n".utf8))
            size = Int64(try output.offset())
        } catch {
            unlink(path)
            throw error as? BotError ?? BotError(.fileFailed, detail: "the body of a call cannot be written")
        }
        self.path = path
        self.boundary = boundary
    }

    func remove() {
        unlink(path)
    }

    private static func head(of file: BotCallFile, _ boundary: String) -> String {
        // Characters that would end the field, or begin another, are replaced.
        let name = String(
            String.UnicodeScalarView(
                file.name.unicodeScalars.map { $0 == "\"" || $0 == "\\" || $0.value < 0x20 ? "_" : $0 }))
        let isPlain = !file.mediaType.isEmpty && file.mediaType.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        return """
            --\(boundary)\r\ncontent-disposition: form-data; name="\(file.field)"; filename="\(name)"\r\n\
            content-type: \(isPlain ? file.mediaType : "application/octet-stream")\r\n\r\n
            """
    }

    /// Texts as they are, everything else as JSON.
    private static func text(_ value: JSON) -> String {
        if case .string(let text) = value { return text }
        return (try? BotJSON.text(value)) ?? "null"
    }
}
