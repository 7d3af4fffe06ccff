import Foundation
import GRDB
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

/// The filter in every script, and with everything else that a person can type.
struct SearchScriptsTests {
    /// Words whose marks, joiners or letters search engines take for ends of words, and what looks like a query.
    static let words = [
        "ಕನ್ನಡ", "नमस्ते", "हिन्दी", "שָׁלוֹם", "اَلسَّلَامُ", "ســلام", "می\u{200C}خواهم", "АБВ҃", "เธอ", "น้ำ", "བོད་སྐད", "ខ្មែរ", "မြန်မာ",
        "தமிழ்", "സ്വാഗതം", "ශ්\u{200D}රී", "ქართული", "አማርኛ", "한국어", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}", "日本語",
        "か\u{3099}ぎ", "ґаздиня", "сло\u{301}во", "Ѡмега", "İSTANBUL", "ısı", "ΟΔΟΣ", "straße", "ﬁle", "𐐀𐐨", "ꙮꙮꙮ",
        "1\u{20E3}2\u{FE0F}\u{20E3}", "a\"b", "x*", "subject:лист", "a^b", "NEAR(x y, 2)", "{a b}: c", "AND",
        "або-OR-NOT", "№12", "½⅓²",
    ]

    private func desk(_ subjects: [String]) async throws -> Desk {
        let desk = try Desk()
        for subject in subjects { await desk.backend.addTicket(subject) }
        _ = try await desk.engine.syncOnce()
        return desk
    }

    @Test("A word of any script finds its ticket, whole, in capitals, decomposed and by its beginning, and is marked")
    func everyScript() async throws {
        let desk = try await desk(Self.words)
        for word in Self.words {
            var typed = [word, word.uppercased(), word.decomposedStringWithCanonicalMapping, word.lowercased()]
            // In whole characters, as a person types.
            typed += (1..<max(2, word.count)).map { String(word.prefix($0)) }
            for filter in typed where !SearchTerm.terms(filter).isEmpty {
                #expect(try await desk.subjects(TicketQuery(filter: filter)).contains(word), "\(filter)")
            }
            #expect(!Folding.ranges(of: word, in: "\(word)?").isEmpty, "\(word)")
        }
    }

    @Test(
        "Whatever is typed finds or finds nothing, and never fails",
        arguments: [
            "\u{301}", "\u{5B8}", "\u{94D}", "\u{FE0F}", "\u{200D}", "\u{0}", "a\u{0}b", "\u{FFFD}\u{FFFE}",
            "👩\u{200D}👩\u{200D}👧", "🇺🇦",
            "\"", "\"\"", "\"a", "'", "*", "a*", "**", "^", "^a", "NEAR", "NEAR(", "NEAR(a b)", "AND", "a AND", "OR b",
            "NOT", "a NOT b",
            "subject:", "text : a", "-text:a", "{text} : a", "(a", "a)", "+", "a + b", ";--", "%", "_", "\\",
            "\u{202E}a", "\u{E000}",
            "\u{10FFFD}", "\u{E0041}", "\u{1F600}", "\u{378}", "½", "ⅷ", "a\u{300}\u{301}\u{302}\u{303}",
            String(repeating: "щ", count: 40_000), String(repeating: "नि", count: 9_000),
            String(repeating: "\u{301}", count: 999),
            (0..<3000).map { "w\($0)" }.joined(separator: " "), String(repeating: "\"*:^", count: 999),
        ])
    func anything(_ filter: String) async throws {
        let desk = try await desk(["a", "Лист"])
        let query = TicketQuery(filter: filter)
        let found = try await desk.store.ticketIDs(query)
        #expect(try await desk.store.rows(found, query: query).count == found.count)
        _ = await desk.store.similarTickets(to: filter, limit: 3)
    }

    @Test("A very long word is found by its beginning and by its end")
    func long() async throws {
        let word = (0..<3000).map { String($0, radix: 7) }.joined()
        let desk = try await desk(["x \(word)", "x \(word.dropLast())"])
        #expect(try await desk.subjects(TicketQuery(filter: word)).count == 1)
        #expect(try await desk.subjects(TicketQuery(filter: String(word.dropFirst()))).count == 1)
        #expect(try await desk.subjects(TicketQuery(filter: String(word.prefix(70)))).count == 2)
    }

    @Test("The index has the very words that a filter is cut into, whatever the characters")
    func sameWords() throws {
        let database = try DatabaseQueue()
        try database.write { database in
            Store.addFunctions(database)
            for migration in Schema.migrations { try database.execute(sql: migration) }
            try database.execute(sql: "CREATE VIRTUAL TABLE vocabulary USING fts5vocab(ticket_words, row)")
        }
        var part: [Unicode.Scalar] = []
        func check() throws {
            let text = part.map { "a\($0)b" }.joined(separator: " ") + " " + part.map { "\($0)" }.joined(separator: " ")
            let words = try database.write { database in
                try database.execute(
                    sql: "INSERT INTO ticket_words (rowid, text) VALUES (1, words(?))", arguments: [text])
                let words = try String.fetchSet(database, sql: "SELECT term FROM vocabulary")
                try database.execute(sql: "INSERT INTO ticket_words (ticket_words) VALUES ('delete-all')")
                return Set(words.map { Array($0.unicodeScalars) })
            }
            let terms = Set(SearchTerm.terms(text).map { Array($0.text.unicodeScalars) })
            #expect(words.symmetricDifference(terms).prefix(5).isEmpty)
            part = []
        }
        for scalar in (UInt32(1)...0x1FFFF).lazy.compactMap(Unicode.Scalar.init) {
            if (0x3500...0x9F00).contains(scalar.value) || (0xE010...0xF8F0).contains(scalar.value) { continue }
            guard scalar.properties.generalCategory != .unassigned else { continue }
            part.append(scalar)
            if part.count == 5000 { try check() }
        }
        try check()
    }

    @Test(
        "Random words of all scripts are found as reading everything would find them", arguments: [1, 2, 3] as [UInt64])
    func random(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let scripts: [ClosedRange<UInt32>] = [
            0x21...0x17F, 0x2B0...0x3FF, 0x400...0x52F, 0x590...0x6FF, 0x900...0xDFF, 0xE00...0xFFF, 0x1000...0x11FF,
            0x1780...0x18AF, 0x1E00...0x20FF, 0x3000...0x30FF, 0xA640...0xABFF, 0xAC00...0xAD00, 0xFB00...0xFEFF,
            0x10A00...0x11FFF, 0x1F300...0x1F9FF, 0xE0001...0xE007F,
        ]
        func word() -> String {
            let script = scripts.randomElement(using: &random) ?? 0x61...0x7A
            var word = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 1...7, using: &random) {
                if let scalar = Unicode.Scalar(UInt32.random(in: script, using: &random)) { word.append(scalar) }
            }
            return String(word)
        }
        let words = (0..<60).map { _ in word() }
        func text() -> String {
            (0...Int.random(in: 0...3, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
                .joined(separator: [" ", "", "\u{200D}", "-"].randomElement(using: &random) ?? "")
        }
        let desk = try Desk()
        for _ in 0..<30 {
            let ticket = await desk.backend.addTicket(text())
            await desk.backend.answer(ticket.id, text())
        }
        _ = try await desk.engine.syncOnce()
        for word in words + (0..<100).map({ _ in text() }) {
            let scalars = Array(word.unicodeScalars)
            guard !scalars.isEmpty else { continue }
            let start = Bool.random(using: &random) ? 0 : Int.random(in: 0..<scalars.count, using: &random)
            var filter = String.UnicodeScalarView()
            filter.append(contentsOf: scalars[start..<Int.random(in: start + 1...scalars.count, using: &random)])
            let expected = try await desk.readingAll(String(filter))
            // A filter of signs alone finds nothing.
            guard !SearchTerm.terms(String(filter)).isEmpty else { continue }
            #expect(try await desk.store.ticketIDs(TicketQuery(filter: String(filter))) == expected, "\(filter)")
        }
    }

    @Test(
        "A topic's title is searched by the same rule: a short word where a word begins",
        arguments: [("te", 1), ("ny", 0), ("fony", 0), ("phony", 1)])
    func topics(_ filter: String, _ count: Int) async throws {
        let desk = try Desk()
        await desk.backend.addTicket("Наш", topic: "telephony")
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.subjects(TicketQuery(filter: filter)).count == count)
    }

    @Test("Similar tickets are found by words of any script")
    func similar() async throws {
        let desk = try await desk(["नमस्ते हिन्दी", "שָׁלוֹם עֲלֵיכֶם", "ಕನ್ನಡ ನಮಸ್ಕಾರ"])
        for text in ["हिन्दी नमस्ते", "עליכם שלום", "ನಮಸ್ಕಾರ ಕನ್ನಡ"] {
            #expect(await desk.store.similarTickets(to: text, limit: 3).count == 1, "\(text)")
        }
    }

    @Test("A store that was indexed by the older rule is indexed anew, and goes on")
    func olderIndex() async throws {
        let folder = try TemporaryFolder()
        let ticket = Ticket.ID.make()
        let migrations = Array(Schema.migrations.prefix { $0 != Schema.version9 })
        let database = try DatabaseQueue(path: folder.path + "/store.sqlite")
        try await database.write { database in
            Store.addFunctions(database)
            for migration in migrations { try database.execute(sql: migration) }
            try database.execute(sql: "PRAGMA user_version = \(migrations.count)")
            try database.execute(
                sql: """
                    INSERT INTO ticket (
                        seq, id, number, is_unsent, service, topic, subject, status, created, updated, base_status,
                        base_updated, author_id, author_name, author_role, fields, search, last_foreign, read_up_to,
                        attachment_count, pass
                    ) VALUES (
                        1, ?, 5, 0, 'zirka', 'other', 'नमस्ते', 'new', 1, 1, 'new', 1, 'ivan', 'Іван', 'customer', '[]', '',
                        0, 0, 0, 1)
                    """, arguments: [ticket.uuid])
            for table in ["ticket_words", "ticket_trigrams"] {
                try database.execute(sql: "INSERT INTO \(table) (rowid, text) VALUES (1, '№5 5\nनमस्ते\nіван\n\n\n')")
            }
        }
        try database.close()
        let store = try Store(directory: folder.path)
        let account = Account(url: "https://desk.example", user: Sample.dispatcher.id)
        try await store.signIn(account, me: Sample.me, desk: Sample.desk)
        try await store.indexPending()
        for filter in ["नमस्ते", "मस्ते", "№5", "іва"] {
            #expect(try await store.ticketIDs(TicketQuery(filter: filter)) == [ticket], "\(filter)")
        }
        let message = Message(
            id: .make(), ticket: ticket, author: Author(Sample.agent), origin: .tui, text: "ಕನ್ನಡ", created: .now)
        try await store.apply(ChangePage(changes: [.message(message)], cursor: "2", hasMore: true), after: nil)
        #expect(try await store.ticketIDs(TicketQuery(filter: "ಕನ್ನಡ नमस्ते")) == [ticket])
    }
}
