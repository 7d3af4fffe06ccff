import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// Something that can be typed as a command: an action of the binding table, or one of the linear mode's own.
struct LinearCommand: Equatable, Sendable {
    enum Verb: Hashable, Sendable {
        case action(Action)
        case own(LinearOnlyCommand)
    }

    let verb: Verb
    /// The text after the command, trimmed.
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
        case .filter, .help, .browser, .path, .confirm, .rating, .preview, .shiftNote, .cannedName, .cannedText,
            .severalReply, .why:
            false
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
        for own in LinearOnlyCommand.allCases
        where own.isOffered(
            at: place, hasFields: !(app.createTopic?.fields ?? []).isEmpty, isStaff: app.isStaff)
        {
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
    /// The letter that is typed as a line for this key: the character itself. In a context of texts only Ctrl- keys are
    /// bound; it asks for commands line by line here, so there it is the letter of the Ctrl- key.
    func letter(in context: BindingContext) -> Character? {
        switch self {
        case .character(let character): character == " " ? nil : character
        case .control(let character): context.takesText || context == .create ? character : nil
        case .alt(let character): context == .create ? character : nil
        // No other key is a letter.
        default: nil
        }
    }

    var typedCharacter: Character? {
        if case .character(let character) = self { character } else { nil }
    }
}

/// The commands of linear mode alone, beside the actions of the binding table.
enum LinearOnlyCommand: String, CaseIterable, Sendable {
    /// Reports again: the page of the list, a message, the text that is being written, the Customer Page.
    case read
    /// How many tickets each view has.
    case counts
    /// The connection and what waits to be sent.
    case status
    /// Continues the text.
    case write
    /// Takes a line out of the text.
    case deleteLine
    case chooseService
    case chooseTopic
    case fillFields
    case writeSubject

    /// Letters that no binding has at these places.
    var letter: Character {
        switch self {
        case .read: "p"
        case .counts: "c"
        case .status: "="
        case .write: "w"
        case .deleteLine: "x"
        case .chooseService: "v"
        case .chooseTopic: "c"
        case .fillFields: "f"
        case .writeSubject: "u"
        }
    }

    func isOffered(at place: LinearPlace, hasFields: Bool, isStaff: Bool) -> Bool {
        switch self {
        case .status, .read: true
        case .counts: place == .list
        case .write, .deleteLine: if case .reply = place { true } else { place == .create }
        case .chooseTopic, .writeSubject: place == .create
        case .fillFields: place == .create && hasFields
        case .chooseService: place == .create && isStaff
        }
    }
}

/// A command that can be given here.
struct LinearOffer: Equatable, Sendable {
    let verb: LinearCommand.Verb
    let context: BindingContext
    let letter: Character?

    /// The letter of an action whose keys write nothing on a line.
    static func letter(of action: Action, in context: BindingContext) -> Character? {
        switch (action, context) {
        case (.back, _), (.leaveText, _): "."
        case (.quit, _): "q"
        case (.pageDown, .ticketList): "m"
        case (.pageUp, .ticketList): "b"
        case (.move, .ticketList): "t"
        case (.insertCannedReply, .reply): "c"
        case (.keepCannedReply, .reply): "k"
        case (.editCannedReply, .choices): "e"
        // The others are typed with the letters of their keys.
        default: nil
        }
    }

    /// Why an action of the screens has no command of its own in linear mode; nil if it has one.
    static func reasonLeftOut(_ action: Action, in context: BindingContext) -> String? {
        switch (action, context) {
        case (.chooseTheme, _): "nothing is painted, so there are no colours"
        case (.repaint, _): "lines are never painted over"
        case (.suspend, _): "a terminal suspends a program that asks line by line itself"
        case (.palette, _): "every action can be typed by its name wherever a command is asked for"
        case (.choose, _), (.yes, _), (.no, _), (.mark, .browser): "the answer to a question does it"
        case (.complete, .filter): "a filter is typed as a whole"
        case (.complete, _): "a part of a name finds the file"
        case (.toggleHidden, _): "a name that begins with a dot finds hidden files"
        case (.parentFolder, _): "two dots go up"
        case (.nextField, _), (.previousField, _): "the form leads on by itself, and each part has a command"
        case (.nextTab, _), (.previousTab, _): "each tab has a command"
        case (.prioritise, .ticketList): "no row is selected: it is done when the ticket is open"
        case (.up, .ticketList), (.down, .ticketList): "no row is selected: a ticket is opened by its number"
        case (.pageUp, .ticket), (.pageDown, .ticket): "a conversation is read by messages"
        case (.up, _) where context != .ticket, (.down, _) where context != .ticket: "all of it is told"
        case (.pageUp, _) where context != .ticketList, (.pageDown, _) where context != .ticketList:
            "all of it is told, and Enter goes on"
        case (.first, _) where !context.hasPages, (.last, _) where !context.hasPages: "all of it is told"
        // A new action has a command, unless there is a reason against it.
        default: nil
        }
    }
}

extension BindingContext {
    fileprivate var hasPages: Bool { self == .ticketList || self == .ticket }
}
