import Foundation
import HelpdeskTransport

/// Takes the body of an answer and keeps it within its limit.
///
/// Used by one transfer only, so by one thread.
final class BodySink {
    private let sink: TransportRequest.Sink
    private var memory = Data()
    private var file: Int32 = -1
    /// The position of the next bytes in the file; nil before the first.
    private var position: Int64?

    /// In bytes: for the body of an error in answer to a request for a file.
    private static let errorLimit = 1 << 20

    init(_ sink: TransportRequest.Sink) throws(TransportError) {
        self.sink = sink
        if case .file(let path, _, _) = sink {
            file = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
            guard file >= 0 else { throw Self.writing(path) }
        }
    }

    deinit {
        if file >= 0 { close(file) }
    }

    /// Writes the bytes. Returns the position in the file after them; nil if they went into memory.
    func write(_ bytes: UnsafeRawBufferPointer, _ headers: HeaderCollector) throws(TransportError) -> Int64? {
        guard case .file(let path, _, let limit) = sink, Self.isFile(headers.status) else {
            var bound = Self.errorLimit
            if case .memory(let limit) = sink { bound = limit }
            guard memory.count + bytes.count <= bound else {
                throw TransportError(.answerTooLarge, detail: "an answer of more than \(bound) bytes")
            }
            memory.append(contentsOf: bytes)
            return nil
        }
        var position = try begin(headers)
        guard position + Int64(bytes.count) <= limit else {
            throw TransportError(.answerTooLarge, detail: "a file of more than \(limit) bytes")
        }
        var rest = bytes
        while !rest.isEmpty {
            let count = pwrite(file, rest.baseAddress, rest.count, off_t(position))
            if count < 0 {
                if errno == EINTR { continue }
                throw Self.writing(path)
            }
            position += Int64(count)
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
        self.position = position
        return position
    }

    /// Returns the body that went into memory. Truncates the file if its new content is empty.
    func finish(_ headers: HeaderCollector) throws(TransportError) -> Data {
        if case .file = sink, Self.isFile(headers.status) { _ = try begin(headers) }
        return memory
    }

    /// Returns where the first bytes go: after the existing ones, or at the start of the emptied file.
    private func begin(_ headers: HeaderCollector) throws(TransportError) -> Int64 {
        if let position { return position }
        guard case .file(let path, let offset, _) = sink else { return 0 }
        var start: Int64 = 0
        if headers.status == 206 {
            // RFC 9110, section 14.4: `bytes FIRST-LAST/LENGTH`.
            guard headers.fields["content-range"]?.hasPrefix("bytes \(offset)-") == true else {
                throw TransportError(.badAnswer, detail: "another range than was asked for")
            }
            start = offset
        }
        guard ftruncate(file, off_t(start)) == 0 else { throw Self.writing(path) }
        position = start
        return start
    }

    private static func isFile(_ status: Int) -> Bool { status == 200 || status == 206 }

    private static func writing(_ path: String) -> TransportError {
        let code: TransportError.Code = errno == ENOSPC || errno == EDQUOT ? .diskFull : .cannotWriteFile
        return TransportError(code, path: path, detail: String(cString: strerror(errno)))
    }
}
