import CLinux
import Glibc

/// A pipe that another program writes into and that is read here without waiting.
final class Channel {
    let reading: Int32
    private(set) var writing: Int32
    /// Whether nobody writes any more.
    private(set) var isOver = false

    /// Nil if there are no descriptors left; `errno` says so.
    init?() {
        var ends: [Int32] = [-1, -1]
        guard clinux_pipe(&ends) == 0 else { return nil }
        (reading, writing) = (ends[0], ends[1])
        // Of this end alone: the other program writes as usual. It cannot fail on a pipe.
        _ = fcntl(reading, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(reading)
        closeWriting()
    }

    /// Leaves the other end to the program that has it.
    func closeWriting() {
        if writing >= 0 { close(writing) }
        writing = -1
    }

    /// Takes what has come. Of all together no more than `limit` bytes are kept; the rest is read and forgotten, so
    /// that the program can go on.
    func read(into bytes: inout [UInt8], keeping limit: Int) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !isOver {
            let count = Glibc.read(reading, &buffer, buffer.count)
            if count > 0 {
                bytes += buffer.prefix(min(count, limit - bytes.count))
            } else if count == 0 {
                isOver = true
            } else if errno != EINTR {
                return
            }
        }
    }
}
