import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// Something that can be typed as a command: an action of the binding table, or one of the linear mode's own.
struct LinearCommand: Equatable, Sendable {
    enum Verb: Hashable, Sendable {
        case action(Action)
        case own(LinearOwn)
    }

    let verb: Verb
    /// What stands after the command, trimmed.
    var argument = ""
}

extension LinearState {
    /// The contexts of the binding table that the place has, the innermost first.
    var contexts: [BindingContext] {
        switch app.overlays.last {
        case .choices(let list): return list.purpose == .attachment ? [.files] : [.choices]
        case .transfers: return [.transfers]
        case .some: return []
        case nil: break
        }
        switch place {
        case .list: return [.ticketList, .everywhere]
        case .ticket: return [.ticket, .everywhere]
        case .reply: return [.reply, .everywhere]
        case .create: return [.create, .createText, .everywhere]
        case .customerPage: return [.customerPage, .everywhere]
        }
    }

    /// Whether commands are given in the context. In the others the linear mode asks, and a line is the answer.
    static func hasCommands(_ context: BindingContext) -> Bool {
        switch context {
        case .everywhere, .ticketList, .ticket, .reply, .create, .createText, .customerPage, .choices, .files,
            .transfers:
            true
        case .filter, .help, .browser, .path, .confirm, .rating, .preview: false
        }
    }

    /// Everything that can be asked for here, with its letter if it has one, as the binding table orders it.
    var offers: [LinearOffer] {
        var offers: [LinearOffer] = []
        for context in contexts {
            for binding in bindings.bindings where binding.context == context {
                let verb = LinearCommand.Verb.action(binding.action)
                if LinearOffer.reasonLeftOut(binding.action, in: context) != nil
                    || offers.contains(where: { $0.verb == verb })
                {
                    continue
                }
                let letter =
                    LinearOffer.letter(of: binding.action, in: context)
                    ?? binding.keys.lazy.compactMap { $0.letter(in: context) }.first
                let isTaken = offers.contains { $0.letter != nil && $0.letter == letter }
                offers.append(LinearOffer(verb: verb, context: context, letter: isTaken ? nil : letter))
            }
        }
        guard app.overlays.isEmpty else { return offers }
        for own in LinearOwn.allCases
        where own.isOffered(at: place, hasFields: !(app.createTopic?.fields ?? []).isEmpty) {
            let isTaken = offers.contains { $0.letter == own.letter }
            offers.append(LinearOffer(verb: .own(own), context: .everywhere, letter: isTaken ? nil : own.letter))
        }
        return offers
    }

    /// The command that was typed: a letter or a sign, else words in any of the languages, on any layout.
    func parsed(_ typed: String) -> LinearParsed {
        let offers = self.offers
        let first = typed.prefix { !$0.isWhitespace }
        let isSign = typed.first.map { !$0.isLetter && !$0.isNumber } ?? false
        if first.count == 1 || isSign, let letter = typed.first {
            let argument = typed.dropFirst().drop(while: \.isWhitespace)
            for candidate in [letter, Key.character(letter).onLatinLayout.typedCharacter ?? letter] {
                if let verb = verb(of: candidate, among: offers) {
                    return .command(LinearCommand(verb: verb, argument: String(argument)))
                }
            }
        }
        return LinearWords(offers: offers, language: app.language).find(typed)
    }

    private func verb(of letter: Character, among offers: [LinearOffer]) -> LinearCommand.Verb? {
        if let offer = offers.first(where: { $0.letter == letter }) { return offer.verb }
        for context in contexts {
            let keys: [Key] = [.character(letter)] + (context.takesText ? [.control(letter)] : [])
            for key in keys {
                guard
                    let action = bindings.bindings.first(where: { $0.context == context && $0.keys.contains(key) })?
                        .action, LinearOffer.reasonLeftOut(action, in: context) == nil
                else { continue }
                return .action(action)
            }
        }
        return nil
    }
}

extension Key {
    /// What is typed as a line for this key: the character itself; in a context of texts, where only Ctrl- keys are
    /// bound, and which asks for commands line by line here, the letter of the Ctrl- key.
    func letter(in context: BindingContext) -> Character? {
        switch self {
        case .character(let character): character == " " ? nil : character
        case .control(let character): context.takesText || context == .create ? character : nil
        default: nil
        }
    }

    var typedCharacter: Character? {
        if case .character(let character) = self { character } else { nil }
    }
}
