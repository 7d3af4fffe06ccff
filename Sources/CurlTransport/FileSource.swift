import Foundation
import HelpdeskTransport

/// The part of a file to send.
///
/// Used by one transfer only, so by one thread.
final class FileSource {
    private let file: Int32
    private let offset: Int64
    private let length: Int64
    private let path: String
    /// Bytes of the part read so far.
    private(set) var position: Int64 = 0

    init(path: String, offset: Int64, length: Int64) throws(TransportError) {
        file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw TransportError(.fileUnreadable, path: path, detail: String(cString: strerror(errno)))
        }
        self.path = path
        self.offset = offset
        self.length = length
    }

    deinit { close(file) }

    func seek(to position: Int64) {
        self.position = min(max(position, 0), length)
    }

    /// Throws `fileChanged` if the file ends before the part does.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(TransportError) -> Int {
        let count = Int(min(Int64(buffer.count), length - position))
        guard count > 0 else { return 0 }
        let readCount = pread(file, buffer.baseAddress, count, off_t(offset + position))
        guard readCount >= 0 else {
            throw TransportError(.fileUnreadable, path: path, detail: String(cString: strerror(errno)))
        }
        guard readCount > 0 else { throw TransportError(.fileChanged, path: path) }
        position += Int64(readCount)
        return readCount
    }
}
