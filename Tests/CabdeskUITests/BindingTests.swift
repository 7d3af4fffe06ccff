import CabdeskUI
import HelpdeskModels
import TerminalKit
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
        #expect(table.action(for: .character("к"), in: .ticket) == .reply)
        #expect(table.action(for: .character("ч"), in: .ticket) == .resolve)
        #expect(table.action(for: .character("й"), in: .ticketList) == .quit)
        #expect(table.action(for: .character("і"), in: .ticket) == .files)
        #expect(table.action(for: .character("ы"), in: .ticket) == .files)
        #expect(table.action(for: .character("."), in: .ticketList) == .filter)
        #expect(table.action(for: .control("ы"), in: .reply) == .send)
    }

    @Test("letters and digits are text where text is typed", arguments: BindingContext.allCases)
    func textStaysText(context: BindingContext) {
        guard context.takesText else { return }
        for letter in "q1?rксй/," {
            #expect(table.action(for: .character(letter), in: context) == nil)
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

    @Test("every action can be reached by some key")
    func reachable() {
        let bound = Set(table.bindings.map(\.action))
        for action in Action.allCases { #expect(bound.contains(action), "\(action)") }
    }
}
