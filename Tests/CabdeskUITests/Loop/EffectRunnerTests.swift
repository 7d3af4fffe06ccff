import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

/// The interpreters of effects, with a real store and a backend in memory.
@Suite("Running effects", .timeLimit(.minutes(5)))
struct EffectRunnerTests {
    private let folder: TemporaryFolder
    private let backend = FakeBackend()
    private let store: Store
    private let engine: SyncEngine
    private let mailbox = Mailbox()
    private let runner: EffectRunner
    /// Pauses in typing do not end here by themselves.
    private let pauses = AsyncStream.makeStream(of: Void.self)

    init() async throws {
        folder = try TemporaryFolder()
        store = try Store(directory: folder.path + "/store")
        engine = SyncEngine(store: store, backend: backend)
        runner = EffectRunner(
            store: store, engine: engine, saver: AttachmentSaver(store: store, backend: backend),
            themes: ThemeFolders(directories: [folder.path], configured: nil), configuration: UIConfiguration(),
            environment: [:], restrictions: .none, mailbox: mailbox,
            pause: { [pauses] in for await _ in pauses.stream { return } })
        _ = await backend.addTicket("The till does not open")
        _ = try await engine.syncOnce()
    }

    /// The answers to everything that was begun.
    private func answers() async -> [AppMessage] {
        await runner.settle()
        return await mailbox.takeAnswers()
    }

    private func text(_ messages: [AppMessage]) -> String { messages.map { "\($0)" }.joined(separator: "\n") }

    @Test("reads are answered in the order in which they were asked")
    func reads() async throws {
        let id = try #require(try await store.ticketIDs(TicketQuery()).first)
        let query = TicketQuery()
        let wanted: [Effect.Read] = [
            .desk, .list(query), .counts, .rows([id], query), .conversation(id),
            .nextUnread(after: nil, orItself: true),
            .number(1), .similar("till"),
        ]
        for effect in wanted { runner.run(effect) }
        let names = await answers().map { "\($0)".prefix { $0 != "(" } }
        #expect(
            names == [
                "deskLoaded", "listLoaded", "countsLoaded", "rowsLoaded", "conversationLoaded",
                "nextUnreadFound", "numberFound", "similarFound",
            ])
    }

    @Test("a draft that is sent becomes a message, and nothing of it is left among the drafts")
    func send() async throws {
        let ticket = try #require(try await store.ticketIDs(TicketQuery()).first)
        var draft = Draft(kind: .reply(ticket), text: "A", updated: .now)
        runner.run(.saveDraft(draft))
        draft.text = "AB"
        runner.run(.saveDraft(draft))
        runner.run(.queueReply(draft))
        await runner.finish()
        guard case .replyQueued(draft.id, ticket)? = await mailbox.takeAnswers().first else {
            Issue.record("not queued")
            return
        }
        #expect(try await store.conversation(ticket)?.messages.last?.message.text == "AB")
        #expect(try await store.drafts().isEmpty)
    }

    @Test("what is typed during a pause is saved when the draft is left, listed, or the program ends or stops")
    func typing() async throws {
        let ticket = try #require(try await store.ticketIDs(TicketQuery()).first)
        var draft = Draft(kind: .reply(ticket), updated: .now)
        func type(_ text: String) {
            draft.text += text
            runner.run(.saveDraft(draft))
        }
        func saved() async throws -> String? { try await store.drafts().first?.text }
        type("A")
        while try await saved() == nil { await Task.yield() }
        // During the pause after it.
        type("B")
        type("C")
        #expect(try await saved() == "A")
        runner.run(.leaveDraft(draft.id))
        #expect(await answers().contains { if case .draftLeft = $0 { true } else { false } })
        #expect(try await saved() == "ABC")
        type("D")
        await runner.save()
        #expect(try await saved() == "ABCD")
        type("E")
        runner.run(.listDrafts)
        guard case .draftsLoaded(let drafts)? = await answers().last else {
            Issue.record("not listed")
            return
        }
        #expect(drafts.map(\.draft.text) == ["ABCDE"])
        type("F")
        let words = UnsentWords(id: .make(), shiftNote: "The keys")
        runner.run(.keepWords(words))
        await runner.finish()
        #expect(try await saved() == "ABCDEF")
        #expect(try await store.openWords() == words)
    }

    @Test("a draft that cannot be sent is refused under its own id, and any other failure is announced")
    func refused() async throws {
        let draft = Draft(kind: .reply(.make()), text: "To nobody", updated: .now)
        runner.run(.queueReply(draft))
        guard case .draftRefused(draft.id, _)? = await answers().first else {
            Issue.record("not refused")
            return
        }
        runner.run(.openDraft(.make()))
        guard case .refused(.draftGone)? = await answers().first else {
            Issue.record("not announced")
            return
        }
    }

    @Test("a file is attached and its arrival ends; one that is not there says why, and ends as well")
    func attach() async throws {
        let draft = Draft(kind: .newTicket, text: "See the log", updated: .now)
        try await store.saveDraft(draft)
        try folder.write(Data("log".utf8), to: "log.txt")
        runner.run(.attach(ArrivingFiles(id: 1, draft: draft.id, source: .path(folder.path + "/log.txt"))))
        var (attached, ended) = ([String](), 0)
        for message in await answers() {
            if case .fileAttached(draft.id, let file) = message { attached.append(file.name) }
            if case .filesArrived = message { ended += 1 }
        }
        #expect(attached == ["log.txt"] && ended == 1)
        runner.run(.attach(ArrivingFiles(id: 2, draft: draft.id, source: .path(folder.path + "/none"))))
        let answers = await answers()
        guard case .attachFailed(draft.id, _)? = answers.first, case .filesArrived? = answers.last else {
            Issue.record("\(text(answers))")
            return
        }
    }

    @Test("an attachment is saved; one that the desk does not have is announced with its transfer")
    func fetch() async throws {
        let content = Data("photo".utf8)
        let photo = PhoneFile(
            id: .make(), draft: .make(), name: "photo.jpg", mediaType: "image/jpeg", size: Int64(content.count),
            sha256: try #require(SHA256Digest(of: content)), created: .now)
        await backend.show(photo, content: content)
        runner.run(.fetch(.save(photo.attachment, directory: folder.path)))
        let saved = await answers().contains { if case .attachmentSaved = $0 { true } else { false } }
        #expect(saved)
        #expect(FileManager.default.contents(atPath: folder.path + "/photo.jpg") == content)

        var gone = photo.attachment
        gone.id = .make()
        runner.run(.fetch(.preview(gone)))
        guard case .attachmentNotSaved(Effect.Fetch.preview(gone).transfer, _)? = await answers().last else {
            Issue.record("not announced")
            return
        }
    }

    @Test("an empty file is said to be empty, whatever its name says it is", arguments: ["photo.png", "log.txt"])
    func emptyFile(name: String) async throws {
        let empty = PhoneFile(
            id: .make(), draft: .make(), name: name, mediaType: "image/png", size: 0,
            sha256: try #require(SHA256Digest(of: Data())), created: .now)
        await backend.show(empty, content: Data())
        runner.run(.fetch(.preview(empty.attachment)))
        guard case .refused(.emptyFile(name))? = await answers().last else {
            Issue.record("not announced")
            return
        }
    }

    @Test("looks at folders and themes are answered")
    func looks() async throws {
        try folder.write(Data("[roles]\ntext = \"red\"\n".utf8), to: "dark.toml")
        for look in [Effect.Look.folder(folder.path), .completion(folder.path + "/d"), .themes, .theme("dark")] {
            runner.run(.look(look))
        }
        let text = text(await answers())
        for part in ["folderListed", "pathCompleted", "themesFound([\"dark\"]", "themeLoaded"] {
            #expect(text.contains(part), "\(text)")
        }
    }

    @Test("requests to the backend are answered; announcing a draft is silent, whatever comes of it")
    func remote() async throws {
        runner.run(.devices)
        guard case .devicesLoaded? = await answers().first else {
            Issue.record("no devices")
            return
        }
        await backend.failNext(.offerTelegramLink, with: HelpdeskError(.unreachable))
        runner.run(.offerLink)
        guard case .linkNotOffered? = await answers().first else {
            Issue.record("not announced")
            return
        }
        await backend.failNext(.announce, with: HelpdeskError(.unreachable))
        runner.run(.announceDraft(.make(), title: "The till"))
        runner.run(.syncNow)
        #expect(await answers().isEmpty)
    }

    @Test("who else is at work is answered and reminded of, until the ticket is left; without an answer it is nobody")
    func presence() async throws {
        let ticket = try #require(try await store.ticketIDs(TicketQuery()).first)
        let others = [Presence(user: Author(id: "taras", name: "Taras", role: .customer), activity: .writing)]
        await backend.show(others)
        // The answer and the reminder, in whatever order they come.
        func both() async -> (others: [Presence]?, isDue: Bool) {
            var (found, isDue): ([Presence]?, Bool) = (nil, false)
            while found == nil || !isDue {
                for message in await mailbox.take() {
                    if case .presenceLoaded(ticket, let loaded) = message { found = loaded }
                    if case .presenceDue = message { isDue = true }
                }
            }
            return (found, isDue)
        }
        runner.run(.announcePresence(ticket, .writing, again: 0))
        #expect(await both() == (others, true))
        #expect(await backend.announced == [ticket: .writing])
        await backend.failNext(.announcePresence, with: HelpdeskError(.unreachable))
        runner.run(.announcePresence(ticket, .writing, again: 0))
        #expect(await both() == ([], true))
        // An hour is not waited for: leaving calls the reminder off.
        runner.run(.announcePresence(ticket, .reading, again: 3600))
        runner.run(.leavePresence(ticket))
        while await !backend.announced.isEmpty { await Task.yield() }
        await runner.finish()
    }
}
