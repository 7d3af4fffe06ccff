import CabdeskUI
import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@Suite("Bindings")
struct BindingTests {
    let table = BindingTable.standard

    @Test("no key means two things in one context")
    func unambiguous() {
        for context in BindingContext.allCases {
            let keys = table.bindings.filter { $0.context == context }.flatMap(\.keys)
            #expect(Set(keys).count == keys.count, "\(context)")
        }
    }

    @Test("a key means the same on the Cyrillic layouts, outside of texts")
    func cyrillicLayout() {
        #expect(table.action(for: .character("к"), in: .ticket, language: .ukrainian) == .reply)
        #expect(table.action(for: .character("ч"), in: .ticket, language: .ukrainian) == .resolve)
        #expect(table.action(for: .character("й"), in: .ticketList, language: .ukrainian) == .quit)
        #expect(table.action(for: .character("і"), in: .ticket, language: .ukrainian) == .files)
        #expect(table.action(for: .character("ы"), in: .ticket, language: .ukrainian) == .files)
        #expect(table.action(for: .character("."), in: .ticketList, language: .ukrainian) == .filter)
        #expect(table.action(for: .control("ы"), in: .reply, language: .ukrainian) == .send)
    }

    @Test("Ctrl-L repaints everywhere, in texts and in windows over them too", arguments: BindingContext.allCases)
    func repaint(context: BindingContext) {
        #expect(table.action(for: .control("l"), in: context, language: .ukrainian) == .repaint)
        #expect(table.action(for: .control("д"), in: context, language: .ukrainian) == .repaint || context.takesText)
    }

    @Test("letters and digits are text where text is typed", arguments: BindingContext.allCases)
    func textStaysText(context: BindingContext) {
        guard context.takesText else { return }
        for letter in "q1?rксй/," {
            #expect(table.action(for: .character(letter), in: context, language: .ukrainian) == nil)
        }
    }

    @Test("every binding has words in every language, and the footer fits its first keys in 80 columns")
    func words() {
        for language in Language.allCases {
            let strings = Strings(language: language)
            for binding in table.bindings {
                #expect(!strings[.action(binding.action, in: binding.context)].isEmpty)
                #expect(binding.keys.allSatisfy { !$0.notation.isEmpty })
            }
            for context in BindingContext.allCases {
                #expect(!strings[.context(context)].isEmpty)
                #expect(!table.footer(in: context).isEmpty)
            }
        }
    }

    @Test("help, footer, palette and sentences show the keys that are configured")
    func configured() throws {
        let keys = [
            "everywhere.showCreate": ["F12"], "ticket.toggleQuotes": ["Ctrl-v"], "ticketList.open": ["Ctrl-y"],
            "help.down": ["Ctrl-n"],
        ]
        let state = AppState(
            size: Size(rows: 60, columns: 100), language: .english, timeZone: UIFixture.kyiv, now: SampleDesk.now,
            downloadDirectory: "/", ids: .random(), bindings: try table.changed(by: UIConfiguration(keys: keys)))
        func text(_ change: (inout AppState) -> Void) -> String {
            var state = state
            state.show(SampleDesk.firstScreen)
            change(&state)
            return state.view(theme: .fallback).lines.joined(separator: "\n")
        }
        #expect(text { $0.press(.control("p")) }.contains("F12"))
        #expect(text { $0.press(.function(1)) }.contains("^Y"))
        #expect(text { _ in }.contains("^Y Open"))
        #expect(text { _ = $0.update(.listLoaded($0.tickets.query, [], SampleDesk.counts)) }.contains("Press F12"))
        let quotes = text {
            $0.press(.down, .control("y"))
            _ = $0.update(.conversationLoaded(SampleDesk.rows[1].id, SampleScreens.quotes))
        }
        #expect(quotes.contains("(^V shows them)"))
    }

    @Test("a mistake in the configured keys is said with its file and line")
    func wrongKeys() throws {
        let folder = try TemporaryFolder()
        func mistake(_ keys: String) throws -> HelpdeskError? {
            try folder.write(Data("# mine\n[ui]\nmouse = true\n\n[ui.keys]\n\(keys)\n".utf8), to: "cabdesk/config.toml")
            let profiles = ProfileStore(environment: ["HOME": folder.path, "XDG_CONFIG_HOME": folder.path])
            do throws(HelpdeskError) {
                _ = try table.changed(by: try profiles.uiConfiguration())
                return nil
            } catch {
                #expect(error.code == .configurationInvalid)
                #expect(error.subject == profiles.configFile)
                return error
            }
        }
        try FileManager.default.createDirectory(atPath: folder.path + "/cabdesk", withIntermediateDirectories: true)
        #expect(try mistake("\"ticket.reply\" = [\"R\"]") == nil)
        #expect(
            try mistake("\"ticket.replay\" = [\"R\"]")?.detail?.hasPrefix("line 6: ui.keys.\"ticket.replay\"") == true)
        #expect(try mistake("\n\"tiket.reply\" = [\"R\"]")?.detail?.hasPrefix("line 7: ") == true)
        #expect(
            try mistake("ticket.reply = [\"Hyper-x\"]")?.detail?.contains("line 6: ui.keys.\"ticket.reply\"") == true)
        #expect(try mistake("\"ticket.reply\" = \"R\"")?.detail?.hasPrefix("line 6: ") == true)
        let twice = try mistake("\"ticket.reply\" = [\"R\"]\n# and\n\"ticket.resolve\" = [\"x\", \"R\"]")
        #expect(twice?.detail?.contains("line 8: ui.keys.\"ticket.resolve\" has the key \"R\"") == true)
        #expect(twice?.detail?.contains("\"ticket.reply\"") == true)
        // In another context the key is free, and a key that was there by itself goes over.
        #expect(
            try mistake("\"ticket.reply\" = [\"R\"]\n\"ticketList.open\" = [\"R\"]\n\"ticket.files\" = [\"x\"]") == nil)
        #expect(try mistake("\"ticket.reply\" = [\"R\"]\nticket.reply = [\"R\"]")?.detail?.contains("twice") == true)
    }

    @Test("every action can be reached by some key")
    func reachable() {
        let bound = Set(table.bindings.map(\.action))
        for action in Action.allCases { #expect(bound.contains(action), "\(action)") }
    }
}
