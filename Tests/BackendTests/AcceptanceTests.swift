import CurlTransport
import Foundation
import HelpdeskModels
import SystemKit
import TestSupport
import Testing

@testable import HelpdeskCore

extension RealBackends {
    /// The desk takes everything that a client of the same version queues: nothing is accepted here and refused there.
    @Suite("What is queued")
    struct AcceptanceTests {
        /// Some of them, and at each border, what one side might count or see otherwise than the other.
        private static let pieces = [
            "\0", "\u{1B}[31m", "\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\t", " ", "\u{A0}", "\u{FEFF}", "\u{200B}",
            "\u{202E}", "e\u{301}", "\u{301}", "👨‍👩‍👧‍👦", "🫷", "\u{FFFF}", "\u{10FFFF}", "\u{E000}", "\u{7F}", "\u{9B}",
            "ї", "漢", "/", "\\", "\"", "..", "a", "7", "+380 (44) 123-45-67", "{}", "\u{FFFD}", "नमस्ते", "ﷺ",
        ]

        private var random: SeededGenerator

        init() {
            let seed = ProcessInfo.processInfo.environment["ACCEPTANCE_SEED"].flatMap { UInt64($0) } ?? 20_261_128
            random = SeededGenerator(seed: seed)
        }

        private mutating func text(around length: Int) -> String {
            var text = ""
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                text += Self.pieces.randomElement(using: &random) ?? ""
            }
            guard Int.random(in: 0..<4, using: &random) == 0, let filling = Self.pieces.randomElement(using: &random),
                !filling.isEmpty
            else { return text }
            // Close to what is allowed, from both sides, also counted in bytes, scalars and characters.
            let sizes = [1, filling.unicodeScalars.count, filling.utf8.count]
            let count = length / (sizes.randomElement(using: &random) ?? 1)
            return text + String(repeating: filling, count: max(0, count + Int.random(in: -3...3, using: &random)))
        }

        private mutating func file(in folder: TemporaryFolder) -> LocalPath? {
            var name = Array(text(around: 255).utf8)
            if Bool.random(using: &random) { name.append(UInt8.random(in: 0x80...0xFF, using: &random)) }
            name.removeAll { $0 == 0 || $0 == UInt8(ascii: "/") }
            let path = LocalPath(folder.path).appending(Array(name.prefix(255)))
            guard let file = Descriptor(path, O_WRONLY | O_CREAT | O_TRUNC) else { return nil }
            let data = [UInt8](repeating: 7, count: [0, 1, 5000].randomElement(using: &random) ?? 0)
            return data.withUnsafeBytes { file.write($0) } ? path : nil
        }

        /// The draft with random texts and files, as the program takes them in.
        private mutating func draft(
            _ ticket: Ticket.ID?, _ topics: [Topic], store: Store, folder: TemporaryFolder
        ) async throws -> Draft {
            var draft = Draft(
                kind: ticket.map { .reply($0) } ?? .newTicket, text: text(around: Limits.standard.textLength))
            if ticket == nil {
                let topic = try #require(topics.randomElement(using: &random))
                draft.topic = topic.id
                for field in topic.fields where field.isRequired || Bool.random(using: &random) {
                    let value = Bool.random(using: &random) ? "12345" : text(around: Limits.standard.fieldLength)
                    draft.fields.append(FieldValue(key: field.key, value: value))
                }
                if Bool.random(using: &random) { draft.subject = text(around: Limits.standard.subjectLength) }
            }
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                guard let path = file(in: folder) else { continue }
                draft.files.append(try await store.attach(path, to: draft.id, limits: .standard))
            }
            return draft
        }

        @Test("is taken by the desk, or was refused before it was queued")
        mutating func queued() async throws {
            let desk = try #require(NativeDesk.shared).conformance
            let backend = try desk.customer()
            let folder = try TemporaryFolder()
            let store = try Store(directory: folder.path + "/store")
            let engine = SyncEngine(store: store, backend: backend)
            _ = try await engine.syncOnce()
            let topics = try await store.deskSnapshot().topics.filter { !$0.isRetired }
            let first = Draft(topic: desk.topic, text: "first")
            var tickets = [try await store.queueTicket(first, origin: .tui)]
            var (taken, refused) = (0, 0)
            for number in 0..<150 {
                let ticket = Bool.random(using: &random) ? tickets.randomElement(using: &random) : nil
                let draft = try await draft(ticket, topics, store: store, folder: folder)
                do throws(HelpdeskError) {
                    if ticket == nil {
                        tickets.append(try await store.queueTicket(draft, origin: .tui))
                    } else {
                        _ = try await store.queueReply(draft, origin: .cli)
                    }
                    taken += 1
                } catch {
                    #expect(error.code == .invalid)
                    refused += 1
                }
                if number % 30 == 29 {
                    let report = try await engine.syncOnce()
                    #expect(report.failed == 0 && report.setAside == 0, "\(report.errors)")
                }
            }
            // Both happen, so that the test tests something.
            #expect(taken > 30 && refused > 10)
            let rated = tickets[0]
            try await store.queueTransition(.resolved, ticket: rated)
            _ = try await engine.syncOnce()
            for _ in 0..<20 {
                let rating = Rating(score: .random(in: 0...6, using: &random), comment: text(around: 500))
                guard (try? await store.queueRating(rating, ticket: rated)) != nil else { continue }
                let report = try await engine.syncOnce()
                #expect(report.failed == 0, "\(report.errors) for \(rating)")
            }
            for _ in 0..<20 {
                let title = DraftAnnouncement(titled: text(around: 200), limits: .standard)
                try await backend.announce(.make(), title)
            }
        }
    }
}
