import Foundation
import HelpdeskCore
import HelpdeskModels
import Synchronization
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

/// What stands between the loop and the rest: lanes, the mailbox, looks at files, lines.
@Suite("The loop's surroundings", .timeLimit(.minutes(1)))
struct LoopTests {
    // MARK: Lanes

    @Test("what changes all the time does not keep what waits from its turn")
    func noStarving() async {
        let done = Mutex<[Effect]>([])
        let lane = Mutex<Lane?>(nil)
        let id: Ticket.ID = SampleDesk.id(1)
        let wanted: [Effect] = [.loadDesk, .loadList(TicketQuery()), .loadConversation(id)]
        let made = Lane { effect in
            let count = done.withLock { done in
                done.append(effect)
                return done.count
            }
            // The store changes again during each of the first reads.
            if count < 30 { lane.withLock { lane in wanted.forEach { lane?.run($0) } } }
        }
        lane.withLock { $0 = made }
        wanted.forEach(made.run)
        await made.finish()
        let order = done.withLock { $0 }
        for effect in wanted { #expect(order.prefix(6).contains(effect)) }
        #expect(order.count < 40)
        lane.withLock { $0 = nil }
    }

    @Test("a newer draft takes the place of the older, but never before something else that is done with it")
    func drafts() async {
        let done = Mutex<[Effect]>([])
        let (stream, hold) = AsyncStream.makeStream(of: Void.self)
        let lane = Lane { effect in
            if effect == .loadDesk { for await _ in stream { break } }
            done.withLock { $0.append(effect) }
        }
        func draft(_ text: String, _ number: Int) -> Draft {
            Draft(id: SampleDesk.id(number), text: text, updated: SampleDesk.now)
        }
        let sequence: [Effect] = [
            .loadDesk, .saveDraft(draft("a", 1)), .saveDraft(draft("x", 2)), .saveDraft(draft("ab", 1)),
            .leaveDraft(SampleDesk.id(2)), .saveDraft(draft("xy", 2)),
        ]
        sequence.forEach(lane.run)
        hold.yield()
        await lane.finish()
        #expect(
            done.withLock { $0 } == [
                .loadDesk, .saveDraft(draft("ab", 1)), .saveDraft(draft("x", 2)), .leaveDraft(SampleDesk.id(2)),
                .saveDraft(draft("xy", 2)),
            ])
    }

    // MARK: The mailbox

    @Test("of what only says how something stands, the newest waits, however long the loop is held up")
    func mailbox() async {
        let mailbox = Mailbox()
        let progress = SampleScreens.progress(SampleScreens.recording, done: 1)
        for count in 0..<50_000 {
            mailbox.post(.storeChanged)
            mailbox.post(.syncStatusChanged(SyncStatus(phase: .online, outboxCount: count)))
            mailbox.post(.minutePassed(Timestamp(milliseconds: Int64(count))))
            mailbox.post(.downloadProgressed(Transfer.ID(SampleScreens.recording.id, to: .preview), progress))
        }
        mailbox.post([.keyPressed(.enter), .keyPressed(.enter)])
        let messages = await mailbox.take()
        #expect(messages.count == 6)
        let statuses = messages.compactMap { if case .syncStatusChanged(let status) = $0 { status } else { nil } }
        #expect(statuses.map(\.outboxCount) == [49_999])
    }

    @Test("who reads lines waits for room, and goes on when the loop has taken them")
    func room() async {
        let mailbox = Mailbox()
        #expect(mailbox.hasRoom)
        mailbox.post(Array(repeating: .lineTyped("x"), count: 10_000))
        #expect(!mailbox.hasRoom)
        async let waited: Void = mailbox.waitForRoom()
        #expect(await mailbox.take().count == 10_000)
        await waited
        #expect(mailbox.hasRoom)
    }

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
        #expect(splitter.take(Array("\nlast\n".utf8)[...]).map(\.utf8.count) == [LineSplitter.longestLine, 4])
        #expect(splitter.end() == [])
    }

    @Test("a line of very many words is judged at once, wherever it is typed")
    func manyWords() {
        let line = String(repeating: "слово ", count: LineSplitter.longestLine / 12)
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
        let listing = await Lookups(themes: ThemeShelf(directories: [], wanted: nil)).message(for: .listFolder("/"))
        #expect(listing != nil)
        for _ in hung { never.signal() }
        for task in hung { await task.value }
    }
}
