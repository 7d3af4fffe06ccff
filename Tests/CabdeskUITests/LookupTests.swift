import Foundation
import HelpdeskCore
import HelpdeskModels
import Synchronization
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

/// Looks at files, and lines that are typed.
@Suite("Lookups and lines", .timeLimit(.minutes(5)))
struct LookupTests {
    // MARK: Lines

    @Test("lines come out whole however their bytes arrive, and a line without end does not fill the memory")
    func lines() {
        let text = "перший\r\nдругий\n\nтретій"
        for size in 1...7 {
            var splitter = LineSplitter()
            var lines: [String] = []
            let bytes = Array(text.utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                lines += splitter.take(bytes[start..<min(bytes.count, start + size)])
            }
            #expect(lines + splitter.end() == ["перший", "другий", "", "третій"])
        }
        var splitter = LineSplitter()
        let part = [UInt8](repeating: UInt8(ascii: "x"), count: 4096)
        for _ in 0..<2000 { #expect(splitter.take(part[...]).isEmpty) }
        #expect(splitter.take(Array("\nlast\n".utf8)[...]).map(\.utf8.count) == [LineSplitter.maxLineBytes, 4])
        #expect(splitter.end() == [])
    }

    @Test("a line of very many words is judged at once, wherever it is typed")
    func manyWords() {
        let line = String(repeating: "слово ", count: LineSplitter.maxLineBytes / 12)
        for opening in ["", "/", "2", "1042"] {
            var talk = LinearConversation()
            if !opening.isEmpty { talk.type(opening) }
            talk.type(line)
            #expect(!talk.transcript.isEmpty)
        }
    }

    // MARK: Looks at files

    @Test("looks that never end hold up neither other looks nor tasks")
    func hungLooks() async {
        let never = DispatchSemaphore(value: 0)
        let hung = (0..<40).map { _ in Task { await onOwnThread { never.wait() } } }
        #expect(await onOwnThread { 7 } == 7)
        let listing = await Lookups(themes: ThemeFolders(directories: [], configured: nil), restrictions: .none)
            .message(for: .folder("/"))
        guard case .folderListed = listing else {
            Issue.record("\(listing)")
            return
        }
        for _ in hung { never.signal() }
        for task in hung { await task.value }
    }
}
