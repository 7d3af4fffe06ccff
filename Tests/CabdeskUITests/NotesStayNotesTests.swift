import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

/// Presses what a specialist may press, in any order and at any moment, over a real store.
@Suite("Notes stay notes")
struct NotesStayNotesTests {
    @Test(
        "no text that was typed as a note is ever in a request that is not a note, and none of a reply in a note",
        arguments: 0..<80)
    func anySequence(seed: UInt64) async throws {
        var specialist = try await BlindSpecialist(seed: seed)
        for _ in 0..<120 { try await specialist.step() }
        try await specialist.end()
    }
}

/// A specialist who presses keys without waiting for what they lead to.
///
/// The effects of the screen run one by one when a step says so, and so do their answers: between any two of them there may
/// be keys. Whatever is typed names the kind that was asked for: `N7.` for a note, `R8.` for a reply.
private struct BlindSpecialist {
    private let seed: UInt64
    private let folder: TemporaryFolder
    private let clock = ManualClock()
    private let backend: FakeBackend
    private var random: SeededGenerator
    private var store: Store
    private var drafts: UnsavedDrafts
    private var state: AppState
    private var reads: [Effect.Read] = []
    private var writes: [Effect.Write] = []
    private var answers: [AppMessage] = []
    private var tickets: [Ticket.ID] = []
    /// The first message of a ticket that is not sent yet.
    private var unsent: Message.ID?
    /// The kind for which the open box was opened; nil while none is open.
    private var intention: Draft.Kind?
    private var wordCount = 0
    /// Words that came into a box, and must be somewhere in the end.
    private var typed: Set<String> = []
    /// Whether something was thrown away on purpose or by a kill.
    private var mayHaveLost = false

    init(seed: UInt64) async throws {
        self.seed = seed
        random = SeededGenerator(seed: seed)
        folder = try TemporaryFolder()
        let clock = clock
        backend = FakeBackend(Me(user: Sample.agent, service: nil)) {
            clock.advance(seconds: 0.001)
            return clock.now
        }
        for subject in ["one", "two"] { tickets.append(await backend.addTicket(subject).id) }
        store = try Self.store(folder, clock)
        drafts = Self.drafts(store)
        state = Self.state(clock)
        _ = try await SyncEngine(store: store, backend: backend).syncOnce()
        let filed = Draft(topic: Topic.otherID, text: "filed", updated: clock.now, service: Sample.service.id)
        let unsent = try await store.queueTicket(filed, origin: .cli, holdingFor: .seconds(3600))
        tickets.append(unsent)
        self.unsent = try await store.conversation(unsent)?.messages.first?.id
        try await show()
    }

    private static func store(_ folder: TemporaryFolder, _ clock: ManualClock) throws -> Store {
        try Store(directory: folder.path + "/store", clock: clock.read, steady: clock.steady)
    }

    private static func drafts(_ store: Store) -> UnsavedDrafts {
        UnsavedDrafts { await store.write($0, holdingFor: .seconds(5)) }
    }

    private static func state(_ clock: ManualClock) -> AppState {
        AppState(
            size: Size(rows: 24, columns: 80), language: .english, timeZone: .named(.gmt), now: clock.now,
            downloadDirectory: "/tmp", ids: .random())
    }

    /// Fills the screen as the program does at its start.
    private mutating func show() async throws {
        take(state.update(.deskLoaded(try await store.deskSnapshot())))
        let ids = try await store.ticketIDs(TicketQuery())
        take(state.update(.listLoaded(state.tickets.query, ids, try await store.counts())))
    }

    // MARK: Steps

    mutating func step() async throws {
        switch Int.random(in: 0..<24, using: &random) {
        case 0...3: press(.character("r"))
        case 4...7: press(.character("i"))
        case 8...11: type()
        case 12: press(.escape)
        case 13: press(.control("s"))
        case 14: press(.character("e"))
        case 15: press([.enter, .down, .up].randomElement(using: &random) ?? .enter)
        case 16: press(.alt("1"))
        case 17: editExternally()
        case 18: pasteWhatLooksLikeAFile()
        case 19: try await happen()
        case 20: try await chooseDraft()
        default: for _ in 0..<Int.random(in: 1...4, using: &random) { try await goOn() }
        }
        check()
    }

    private mutating func happen() async throws {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: clock.advance(seconds: 6)
        case 1:
            if Bool.random(using: &random) {
                await backend.failNext(
                    .putMessage, with: HelpdeskError(Bool.random(using: &random) ? .invalid : .timedOut))
            }
            _ = try? await SyncEngine(store: store, backend: backend, clock: clock.read, random: { 0 }).syncOnce()
            take(state.update(.storeChanged(.everything)))
        case 2: if let unsent { writes.append(.recall(unsent)) }
        case 3: try await restart(isKilled: true)
        case 4: try await restart(isKilled: false)
        default: take(state.update(.storeChanged(.everything)))
        }
    }

    /// Does one thing that waits: an effect, or an answer.
    private mutating func goOn() async throws {
        switch Int.random(in: 0..<3, using: &random) {
        case 0 where !reads.isEmpty: answers += await store.messages(for: reads.removeFirst())
        case 1 where !writes.isEmpty: answers += await drafts.run(writes.removeFirst())
        default: deliver()
        }
    }

    private mutating func deliver() {
        guard !answers.isEmpty else { return }
        let sawBox = state.tab == .tickets && box != nil
        take(state.update(answers.removeFirst()))
        // A box that was not there before is looked at before one types on.
        if !sawBox { intention = box?.kind }
    }

    private mutating func press(_ key: Key) {
        let before = box?.id
        take(state.update(.keyPressed(key)))
        if box?.id == before { return }
        // The person knows which box was asked for before the screen says anything.
        switch key {
        case .character("r"): intention = state.ticket.map { .reply($0.id) }
        case .character("i"): intention = state.ticket.map { .note($0.id) }
        default: intention = box?.kind
        }
    }

    private mutating func type() {
        guard let word = newWord() else { return }
        take(state.update(.pasted(word)))
        remember(word)
    }

    private mutating func pasteWhatLooksLikeAFile() {
        guard let word = newWord() else { return }
        take(state.update(.pasted("/nowhere/\(word)")))
    }

    /// The editor has the terminal: only keys that were there already come before its answer.
    private mutating func editExternally() {
        guard state.context == .reply, !state.isHandedOver, let word = newWord() else { return }
        for case .screen(.editExternally(let draft)) in state.update(.keyPressed(.control("o"))) {
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                if Bool.random(using: &random) {
                    type()
                } else {
                    press([.escape, .character("i"), .character("r")].randomElement(using: &random) ?? .escape)
                }
            }
            take(state.update(.editedExternally(draft, draft.text + word)))
            typed.insert(word)
        }
    }

    private mutating func chooseDraft() async throws {
        press(.alt("2"))
        state.overlays = []
        if let draft = try await store.drafts().randomElement(using: &random) { writes.append(.openDraft(draft.id)) }
    }

    private mutating func restart(isKilled: Bool) async throws {
        if isKilled {
            mayHaveLost = true
        } else {
            try await settle()
        }
        (reads, writes, answers, intention) = ([], [], [], nil)
        store = try Self.store(folder, clock)
        drafts = Self.drafts(store)
        state = Self.state(clock)
        try await show()
    }

    private mutating func settle() async throws {
        while !reads.isEmpty || !writes.isEmpty || !answers.isEmpty {
            while !reads.isEmpty { answers += await store.messages(for: reads.removeFirst()) }
            while !writes.isEmpty { answers += await drafts.run(writes.removeFirst()) }
            deliver()
            check()
        }
    }

    // MARK: What the screen asks for

    private mutating func take(_ effects: [Effect]) {
        for effect in effects {
            switch effect {
            case .read(let read): if case .conversation = read { reads.append(read) }
            case .write(let write): if isAboutDrafts(write) { writes.append(write) }
            case .files(.attach(let files)):
                // The pasted text names no file.
                if case .dropped(_, let text) = files.source { answers.append(.dropRefused(files.draft, text: text)) }
                answers.append(.filesArrived(files))
            case .files, .remote, .screen, .tick: break
            }
        }
    }

    private func isAboutDrafts(_ write: Effect.Write) -> Bool {
        switch write {
        case .loadDraft, .listDrafts, .openDraft, .saveDraft, .detach, .appendText, .saveUnsaved, .discardDraft,
            .leaveDraft,
            .queueTicket, .queueReply, .recall, .queueTransition, .undoTransition:
            true
        case .markRead, .markUnread, .rate, .assign, .move, .prioritise, .merge, .change, .undoChange,
            .cancelUpload, .retryFailed, .discardFailed, .savePreferences, .acknowledgeRescue, .queueShiftNote,
            .deleteShiftNote, .keepCannedReply, .deleteCannedReply, .replyToSeveral, .undoReplies, .loadWords,
            .keepWords, .noteWork,
            .beginShift, .takeBackShift:
            false
        }
    }

    private var box: Draft? { state.ticket?.reply?.draft }

    /// A word that says what the open box was opened for; nil where the keys go elsewhere.
    private mutating func newWord() -> String? {
        guard state.context == .reply, let intention else { return nil }
        wordCount += 1
        return "\(intention.isNote ? "N" : "R")\(wordCount)."
    }

    private mutating func remember(_ word: String) {
        if box?.text.contains(word) == true { typed.insert(word) }
    }

    // MARK: What has to hold

    private func check() {
        if let kind = box?.kind, state.tab == .tickets {
            #expect(kind == intention, "seed \(seed): the box is for something else than was asked for")
        }
    }

    private func mixes(_ text: String, isNote: Bool) -> Bool {
        text.contains(isNote ? "R" : "N")
    }

    mutating func end() async throws {
        try await settle()
        let left = try await store.drafts()
        for draft in left {
            #expect(
                !mixes(draft.text, isNote: draft.kind.isNote), "seed \(seed): a draft of \(draft.kind): \(draft.text)")
        }
        clock.advance(seconds: 7200)
        for _ in 0..<3 {
            try await store.retryFailed(nil)
            _ = try? await SyncEngine(store: store, backend: backend, clock: clock.read, random: { 0 }).syncOnce()
            clock.advance(seconds: 7200)
        }
        let sent = await backend.messages.values
        for message in sent {
            #expect(!mixes(message.text, isNote: message.isInternal), "seed \(seed): \(message.text)")
        }
        let texts = left.map(\.text) + sent.map(\.text)
        for word in typed where !mayHaveLost {
            #expect(texts.contains { $0.contains(word) }, "seed \(seed): \(word) is lost")
        }
        for word in typed {
            #expect(sent.count { $0.text.contains(word) } <= 1, "seed \(seed): \(word) was sent twice")
        }
    }
}
