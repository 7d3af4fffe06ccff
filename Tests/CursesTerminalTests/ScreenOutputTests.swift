import Foundation
import Testing

@testable import CursesTerminal

@Suite("What ncurses writes")
struct ScreenOutputTests {
    @Test("The pieces of a picture are sent as one; what is written before and after goes on its own")
    func onePiece() {
        // A socket that keeps each write apart stands for the terminal.
        var ends: [Int32] = [-1, -1]
        #expect(socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue), 0, &ends) == 0)
        defer { ends.forEach { close($0) } }
        guard let output = ScreenOutput(terminal: ends[0]) else {
            Issue.record("There are no descriptors.")
            return
        }
        let descriptor = output.descriptor
        defer { close(descriptor) }
        func write(_ text: String) { _ = Foundation.write(descriptor, text, text.utf8.count) }

        write("before")
        for picture in [["a", "bc", "def"], ["shorter"], []] {
            output.gather { picture.forEach(write) }
        }
        write("after")
        var received: [String] = []
        while received.last != "after" {
            var bytes = [UInt8](repeating: 0, count: 100)
            let count = read(ends[1], &bytes, bytes.count)
            guard count > 0 else { break }
            received.append(String(decoding: bytes.prefix(count), as: UTF8.self))
        }
        #expect(received == ["before", "abcdef", "shorter", "after"])
    }
}
