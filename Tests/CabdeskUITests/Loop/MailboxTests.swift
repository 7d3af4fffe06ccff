import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

@Suite("The mailbox", .timeLimit(.minutes(5)))
struct MailboxTests {
    @Test("of what only says how something stands, the newest waits, however long the loop is held up")
    func mailbox() async {
        let mailbox = Mailbox()
        let progress = SampleScreens.progress(SampleScreens.recording, done: 1)
        for count in 0..<50_000 {
            mailbox.post(.storeChanged(.everything))
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

    @Test("of changes of the store that wait, one message says all of what changed")
    func changes() async {
        let mailbox = Mailbox()
        let (one, two): (Ticket.ID, Ticket.ID) = (SampleDesk.id(1), SampleDesk.id(2))
        mailbox.post(.storeChanged(StoreChange(tickets: [one])))
        mailbox.post(.keyPressed(.enter))
        mailbox.post(.storeChanged(StoreChange(tickets: [two], counts: true)))
        let messages = await mailbox.take()
        #expect(messages.count == 2)
        guard case .storeChanged(StoreChange(tickets: [one, two], counts: true))? = messages.first else {
            Issue.record("\(messages)")
            return
        }
    }

    @Test("answers are taken before what a person typed ahead of them, which waits")
    func answersFirst() async {
        let mailbox = Mailbox()
        mailbox.post([.lineTyped("1042"), .storeChanged(.everything), .quitRequested, .done(.replyQueued)])
        let answers = await mailbox.takeAnswers()
        #expect(answers.count == 2 && !answers.contains(where: \.isInput))
        let rest = await mailbox.take()
        #expect(rest.count == 2 && rest.allSatisfy(\.isInput))
    }

    @Test("nothing comes any more when the loop's task is cancelled")
    func cancelled() async {
        let mailbox = Mailbox()
        let loop = Task { await mailbox.take().count }
        loop.cancel()
        #expect(await loop.value == 0)
    }

    @Test("what is delivered on the main actor is taken before the call returns, and what others post is taken as well")
    @MainActor
    func forwarding() async {
        let mailbox = Mailbox()
        var taken: [AppMessage] = []
        let loop = Task {
            await mailbox.forward { messages in
                taken += messages
                return !messages.contains { if case .quitRequested = $0 { true } else { false } }
            }
        }
        mailbox.post(.keyPressed(.enter))
        while taken.isEmpty { await Task.yield() }
        mailbox.deliver([.keyPressed(.down), .keyPressed(.up)])
        #expect(taken.count == 3)
        await Task.detached { mailbox.post(.secondPassed) }.value
        while taken.count < 4 { await Task.yield() }
        mailbox.deliver([.quitRequested])
        await loop.value
        // Nothing is taken after the end.
        mailbox.deliver([.keyPressed(.down)])
        #expect(taken.count == 5)
        #expect(await mailbox.take().count == 1)
    }

    @Test("what comes while the loop is in the middle of something waits until it has finished that")
    @MainActor
    func inTurn() async {
        let mailbox = Mailbox()
        var turns: [Int] = []
        var isInside = false
        let loop = Task {
            await mailbox.forward { messages in
                #expect(!isInside)
                isInside = true
                if turns.isEmpty { mailbox.deliver([.keyPressed(.up), .quitRequested]) }
                await Task.yield()
                turns.append(messages.count)
                isInside = false
                return turns.count < 2
            }
        }
        mailbox.post(.keyPressed(.down))
        await loop.value
        #expect(turns == [1, 2])
    }
}
