import CabdeskUI
import Foundation
import HelpdeskCore
import HelpdeskModels
import Testing

/// The string tables as they are written. That no language lacks a phrase is the compiler's: each is a `switch` over
/// all of them.
@Suite("String tables")
struct PhraseTests {
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources").standardizedFileURL

    private static func files(in folder: String) -> [URL] {
        let found = FileManager.default.enumerator(
            at: sources.appending(path: folder), includingPropertiesForKeys: nil)
        return (found?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
    }

    private static func text(_ file: URL) -> String { (try? String(contentsOf: file, encoding: .utf8)) ?? "" }

    @Test("every phrase is said somewhere")
    func unused() throws {
        let table = Self.text(Self.sources.appending(path: "CabdeskUI/Strings/Phrase.swift"))
        let end = try #require(table.range(of: "\n}\n"))
        let names = table[..<end.lowerBound].matches(of: /\n    case (\w+)/).map { String($0.output.1) }
        #expect(names.count > 100)
        let tables = /Phrase|english|russian|ukrainian/
        let users = (Self.files(in: "CabdeskUI") + Self.files(in: "cabdesk")).filter {
            $0.lastPathComponent.firstMatch(of: tables) == nil
        }
        let said = Set(users.flatMap { Self.text($0).matches(of: /\.(\w+)/).map { String($0.output.1) } })
        for name in names { #expect(said.contains(name), "\(name) is never said") }
    }

    @Test(
        "each language is written in its own letters",
        arguments: [
            ("english", "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ"), ("russian", "іїєґ"), ("ukrainian", "ёъыэ"),
        ])
    func letters(language: String, foreign: String) {
        let tables = Self.files(in: "CabdeskUI/Strings").filter { $0.lastPathComponent.contains(language) }
        #expect(tables.count >= 3)
        for table in tables {
            for line in Self.text(table).split(separator: "\n") {
                #expect(!line.lowercased().contains { foreign.contains($0) }, "\(line)")
            }
        }
    }

    @Test(
        "counted things take the right form of the word",
        arguments: [
            (Language.english, ["1 ticket", "2 tickets", "5 tickets", "11 tickets", "21 tickets", "111 tickets"]),
            (.russian, ["1 тикет", "2 тикета", "5 тикетов", "11 тикетов", "21 тикет", "111 тикетов"]),
            (.ukrainian, ["1 тікет", "2 тікети", "5 тікетів", "11 тікетів", "21 тікет", "111 тікетів"]),
        ])
    func plurals(language: Language, expected: [String]) {
        let strings = Strings(language: language)
        #expect([1, 2, 5, 11, 21, 111].map { strings[.ticketCount($0)] } == expected)
        // Every phrase with a number in it changes with the number where its language asks for that.
        let counted: [(Int) -> Phrase] = [
            { .ticketCount($0) }, { .unreadCount($0) }, { .notification(unread: $0) }, { .quotedLines($0, key: "z") },
        ]
        for phrase in counted {
            func word(_ count: Int) -> String { strings[phrase(count)].replacing("\(count)", with: "#") }
            #expect(word(1) != word(2) && word(2) == word(language == .english ? 11 : 22))
            if language != .english {
                #expect(word(1) == word(21) && word(1) != word(11) && word(2) != word(12) && word(5) == word(11))
            }
        }
    }
}
