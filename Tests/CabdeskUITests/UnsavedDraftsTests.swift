import HelpdeskCore
import HelpdeskModels
import Synchronization
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

/// Drafts while the disk is full.
@Suite("Drafts that cannot be saved")
struct UnsavedDraftsTests {
    /// A store on a disk that may be full: the texts by draft, which drafts are left to others, and files that were taken off.
    private final class Disk: Sendable {
        let isFull = Mutex(true)
        let texts = Mutex<[Draft.ID: String]>([:])
        let left = Mutex<[Draft.ID]>([])
        let detached = Mutex<[OutgoingFile.ID]>([])

        func write(_ effect: Effect.Write) -> [AppMessage] {
            if isFull.withLock(\.self) {
                switch effect {
                case .queueReply(let draft): return [.draftRefused(draft.id, HelpdeskError(.diskFull))]
                case .saveDraft, .detach: return [.failed(HelpdeskError(.diskFull))]
                default: break
                }
            }
            switch effect {
            case .saveDraft(let draft): texts.withLock { $0[draft.id] = draft.text }
            case .detach(let file, _): detached.withLock { $0.append(file) }
            case .leaveDraft(let id): left.withLock { $0.append(id) }
            case .queueReply(let draft): return [.replyQueued(draft.id, SampleDesk.id(1))]
            case .loadDraft(let kind): return [.draftLoaded(kind, nil)]
            default: break
            }
            return []
        }
    }

    private let disk = Disk()
    private let drafts: UnsavedDrafts
    private let ticket: Ticket.ID = SampleDesk.id(2)

    init() {
        let disk = disk
        drafts = UnsavedDrafts { disk.write($0) }
    }

    private func draft(_ text: String, _ id: Draft.ID = SampleDesk.id(3)) -> Draft {
        Draft(id: id, kind: .reply(ticket), text: text, updated: SampleDesk.now)
    }

    /// The drafts that are in memory only, if an answer says so.
    private func unsaved(_ answers: [AppMessage]) -> Set<Draft.ID>? {
        for case .draftsUnsaved(let drafts) in answers { return drafts }
        return nil
    }

    /// The draft that the next message of the kind begins with.
    private func loaded(_ kind: Draft.Kind) async -> Draft? {
        for case .draftLoaded(kind, let draft) in await drafts.run(.loadDraft(kind)) { return draft }
        Issue.record("No answer about a draft of \(kind)")
        return nil
    }

    @Test("the newest text is saved once there is room, and then others may have the draft that was left")
    func room() async {
        #expect(unsaved(await drafts.run(.saveDraft(draft("A")))) == [SampleDesk.id(3)])
        #expect(unsaved(await drafts.run(.saveDraft(draft("AB")))) == nil)
        #expect(await drafts.run(.leaveDraft(SampleDesk.id(3))).isEmpty)
        #expect(unsaved(await drafts.run(.saveUnsaved)) == nil)
        #expect(disk.left.withLock(\.self).isEmpty)
        disk.isFull.withLock { $0 = false }
        #expect(unsaved(await drafts.run(.saveUnsaved)) == [])
        #expect(disk.texts.withLock(\.self) == [SampleDesk.id(3): "AB"])
        #expect(disk.left.withLock(\.self) == [SampleDesk.id(3)])
        _ = await drafts.run(.saveUnsaved)
        #expect(disk.left.withLock(\.self).count == 1)
    }

    @Test("of several drafts that are saved at once, each is reported, and so is one that still cannot be saved")
    func several() async {
        let ids: [Draft.ID] = [SampleDesk.id(3), SampleDesk.id(4), SampleDesk.id(5)]
        let tooLarge = Mutex<Set<Draft.ID>>(Set(ids))
        let drafts = UnsavedDrafts { effect in
            switch effect {
            case .saveDraft(let draft):
                tooLarge.withLock { $0.contains(draft.id) } ? [.failed(HelpdeskError(.diskFull))] : []
            case .leaveDraft(let id): [.draftLeft(id)]
            default: []
            }
        }
        for id in ids {
            _ = await drafts.run(.saveDraft(draft("A", id)))
            _ = await drafts.run(.leaveDraft(id))
        }
        tooLarge.withLock { $0 = [ids[1]] }
        let answers = await drafts.run(.saveUnsaved)
        #expect(unsaved(answers) == [ids[1]])
        #expect(answers.compactMap { if case .draftLeft(let id) = $0 { id } else { nil } } == [ids[0], ids[2]])
        #expect(answers.contains { if case .failed(HelpdeskError(.diskFull)) = $0 { true } else { false } })
    }

    @Test("the next reply goes on with what is in memory")
    func reply() async {
        _ = await drafts.run(.saveDraft(draft("A")))
        _ = await drafts.run(.leaveDraft(SampleDesk.id(3)))
        #expect(await loaded(.reply(ticket)) == draft("A"))
        #expect(await loaded(.newTicket) == nil)
        #expect(await loaded(.note(ticket)) == nil)
        disk.isFull.withLock { $0 = false }
        _ = await drafts.run(.saveUnsaved)
        #expect(disk.left.withLock(\.self).isEmpty)
    }

    @Test("a text that comes late is added to what is in memory")
    func late() async {
        _ = await drafts.run(.saveDraft(draft("A")))
        _ = await drafts.run(.leaveDraft(SampleDesk.id(3)))
        disk.isFull.withLock { $0 = false }
        #expect(unsaved(await drafts.run(.appendText(" and B", SampleDesk.id(3)))) == [])
        #expect(disk.texts.withLock(\.self) == [SampleDesk.id(3): "A and B"])
    }

    @Test("a file that could not be taken off is taken off once there is room, before the text is saved")
    func detached() async {
        let file: OutgoingFile.ID = SampleDesk.id(4)
        _ = await drafts.run(.detach(file, SampleDesk.id(3)))
        #expect(unsaved(await drafts.run(.saveDraft(draft("A")))) == [SampleDesk.id(3)])
        disk.isFull.withLock { $0 = false }
        #expect(unsaved(await drafts.run(.saveUnsaved)) == [])
        #expect(disk.detached.withLock(\.self) == [file])
        _ = await drafts.run(.saveDraft(draft("AB")))
        #expect(disk.detached.withLock(\.self) == [file])
    }

    @Test("what was sent is not saved again")
    func sent() async {
        _ = await drafts.run(.saveDraft(draft("A")))
        #expect(unsaved(await drafts.run(.queueReply(draft("A")))) == nil)
        disk.isFull.withLock { $0 = false }
        #expect(unsaved(await drafts.run(.queueReply(draft("A")))) == [])
        _ = await drafts.run(.saveUnsaved)
        #expect(disk.texts.withLock(\.self).isEmpty)
    }

    @Test("the screen says so, tries again every minute, and asks before it quits")
    func screen() throws {
        var state = UIFixture.state(language: .english)
        state.openSampleTicket()
        state.press(.character("r"))
        state.type("Так")
        let id = try #require(state.ticket?.reply?.draft.id)
        _ = state.update(.draftsUnsaved([id]))
        #expect(state.press(.escape) == [.write(.leaveDraft(id))])
        #expect(state.notice == .failed(.draftUnsaved))
        #expect(state.update(.minutePassed(SampleDesk.now)).contains(.write(.saveUnsaved)))
        #expect(state.press(.control("q")) == [.write(.saveUnsaved)])
        #expect(!state.isQuitting)
        state.press(.character("n"))
        var ended = state
        #expect(ended.update(.quitRequested) == [.write(.saveUnsaved)])
        #expect(ended.isQuitting)
        _ = state.update(.draftsUnsaved([]))
        #expect(!state.update(.minutePassed(SampleDesk.now)).contains(.write(.saveUnsaved)))
        #expect(state.press(.control("q")).isEmpty)
        #expect(state.isQuitting)
    }
}
