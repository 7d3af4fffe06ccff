import HelpdeskModels
import TestSupport
import Testing

@testable import CabdeskUI

@Suite("Actions in linear mode")
struct LinearActionsTests {
    /// A state in each of the places where commands are given, with the contexts of the screens that it stands for.
    private static let places: [(name: String, contexts: [BindingContext], lines: [String])] = [
        ("the list", [.ticketList, .everywhere], []),
        ("a ticket", [.ticket, .everywhere], ["1042"]),
        ("a reply", [.reply, .everywhere], ["1042", "r", "Так", "."]),
        ("the form", [.create, .createText, .everywhere], ["2", "Other", "Так", ".", ""]),
        ("the Customer Page", [.customerPage, .everywhere], ["3"]),
        ("the files of a ticket", [.files], ["1042", "s"]),
        ("the files on their way", [.transfers], ["transfers"]),
    ]

    @Test("every action of the three tabs has a command in linear mode, or a reason why it needs none")
    func counterparts() {
        for place in Self.places {
            var talk = LinearConversation()
            for line in place.lines { talk.type(line) }
            #expect(talk.state.contexts == place.contexts, "\(place.name): \(talk.transcript)")
            let offered = Set(talk.state.offers.map(\.verb))
            for binding in BindingTable.standard.bindings where place.contexts.contains(binding.context) {
                let isOffered = offered.contains(.action(binding.action))
                let reason = LinearOffer.reasonLeftOut(binding.action, in: binding.context)
                #expect(isOffered != (reason != nil), "\(place.name): \(binding.action)")
            }
        }
    }

    @Test("no action is without a place in linear mode: one of these, or an answer to a question")
    func everyAction() {
        let contexts = Set(Self.places.flatMap(\.contexts))
        let withCommands = Set(BindingContext.allCases.filter(LinearState.hasCommands))
        #expect(contexts.union([.choices]) == withCommands)
        let bound = Set(BindingTable.standard.bindings.map(\.action))
        #expect(bound == Set(Action.allCases))
    }

    @Test("every command is found by its own name, and letters are given once", arguments: Language.allCases)
    func names(language: Language) {
        for place in Self.places {
            var talk = LinearConversation(language: language)
            for line in place.lines { talk.type(line) }
            let offers = talk.state.offers
            let letters = offers.compactMap(\.letter)
            #expect(Set(letters).count == letters.count, "\(place.name): \(letters)")
            for offer in offers {
                guard let name = Strings(language: language).names(of: offer).first else { continue }
                guard case .command(let command) = talk.state.parsed(name) else {
                    Issue.record("\(place.name): \(name)")
                    continue
                }
                #expect(command.verb == offer.verb, "\(place.name): \(name)")
            }
        }
    }
}
