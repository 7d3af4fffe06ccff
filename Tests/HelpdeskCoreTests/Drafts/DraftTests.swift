import Foundation
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

struct DraftTests {
    @Test("Drafts survive a restart, with their files, the newest first")
    func survival() async throws {
        let desk = try Desk()
        var first = try await desk.draft("новий", files: ["a.txt": Data("a".utf8)])
        first.topic = "telephony"
        first.fields = [FieldValue(key: "phone", value: "0441234567")]
        try await desk.store.saveDraft(first)
        desk.clock.advance(seconds: 1)
        let reply = try await desk.draft("reply", .reply(.make()))
        for draft in [first, reply] { desk.store.closeDraft(draft.id) }
        let store = try desk.restarted().store
        #expect(try await store.drafts() == [reply, first])
        #expect(try await store.openDraft(.newTicket) == first)
        #expect(try await store.openDraft(reply.kind) == reply)
    }

    @Test("A file that is taken out of the draft is deleted, one that was just attached is not")
    func files() async throws {
        let desk = try Desk()
        var draft = try await desk.draft("A", files: ["a.txt": Data("a".utf8), "b.txt": Data("b".utf8)])
        let path = try desk.folder.write(Data("c".utf8), to: "c.txt")
        // Attached while the user types: keys are saved before the screen knows of the file.
        let attached = try await desk.store.attach(path: path, to: draft.id, limits: .standard)
        let removed = draft.files.removeFirst()
        try await desk.store.saveDraft(draft)
        #expect(try await desk.store.openDraft(.newTicket)?.files.map(\.name) == ["b.txt", "c.txt"])
        #expect(!FileManager.default.fileExists(atPath: desk.store.outgoingFilePath(removed.id)))
        #expect(FileManager.default.fileExists(atPath: desk.store.outgoingFilePath(attached.id)))
        try await desk.store.discardDraft(draft.id)
        #expect(try await desk.store.drafts().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: desk.store.outgoingFilePath(attached.id)))
    }

    @Test("What was attached to a draft that was thrown away meanwhile is deleted after a day")
    func stray() async throws {
        let desk = try Desk()
        let (gone, kept) = (try await desk.draft("A"), try await desk.draft("B"))
        let path = try desk.folder.write(Data("c".utf8), to: "c.txt")
        try await desk.store.discardDraft(gone.id)
        let late = try await desk.store.attach(path: path, to: gone.id, limits: .standard)
        let file = try await desk.store.attach(path: path, to: kept.id, limits: .standard)
        try FileManager.default.setAttributes(
            [.modificationDate: Date.distantPast], ofItemAtPath: desk.store.outgoingFilePath(late.id))
        for (hours, isThere) in [(23.0, true), (2.0, false)] {
            desk.clock.advance(seconds: hours * 3_600)
            try await desk.store.removeStrayCopies()
            #expect(FileManager.default.fileExists(atPath: desk.store.outgoingFilePath(late.id)) == isThere)
        }
        #expect(try await desk.store.drafts().flatMap(\.files) == [file])
    }

    @Test(
        "The subject is what was given, else the first line with something on it, cut to the limit",
        arguments: [
            (nil, "\n  перша \nдруга", "перша"), ("given", "text", "given"), ("  ", "text", "text"), (nil, " \n ", ""),
            ("a\nb", "text", "a"), (nil, String(repeating: "я", count: 300), String(repeating: "я", count: 200)),
        ])
    func subject(_ given: String?, _ text: String, _ expected: String) {
        #expect(Draft(subject: given, text: text).effectiveSubject == expected)
    }
}
