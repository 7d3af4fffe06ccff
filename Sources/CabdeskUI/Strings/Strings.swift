public import HelpdeskCore
public import HelpdeskModels

/// The texts of one language, with times in one time zone.
public struct Strings: Sendable {
    public let language: Language
    public let timeZone: ReaderZone

    public init(language: Language, timeZone: ReaderZone = .system) {
        self.language = language
        self.timeZone = timeZone
    }

    public subscript(phrase: Phrase) -> String {
        switch language {
        case .ukrainian: ukrainian(phrase)
        case .russian: russian(phrase)
        case .english: english(phrase)
        }
    }
}

/// The circumstances in which something leaves: the time, and whether the backend can be reached.
struct Sending: Equatable, Sendable {
    var now: Timestamp
    var isOffline = false
}

extension Strings {
    /// The name of an author, or the words for one who was erased.
    public func name(of author: Author) -> String { author.isErased ? self[.erasedPerson] : author.name }

    /// The text of a message, or the words for one that was erased.
    public func text(of message: Message) -> String { message.isErased == true ? self[.erasedText] : message.text }

    /// A ticket's status, or what became of sending it.
    /// - Parameter isStaff: the reader's side, as the turn of one is not that of the other.
    public func status(of ticket: TicketRow, isStaff: Bool) -> String {
        switch ticket.delivery {
        case .failed: self[.notSent]
        case .queued where ticket.number == nil, .held where ticket.number == nil: self[.deliveryQueued]
        case .sending where ticket.number == nil: self[.deliverySending]
        case .queued, .held, .sending, nil:
            self[isStaff ? .statusForStaff(ticket.status) : .status(ticket.status)]
        }
    }

    /// - Parameter key: the one that takes back what is held; nil for no word about it.
    func sentence(for delivery: Delivery, in sending: Sending, key: String? = nil) -> String {
        switch delivery {
        case .queued where sending.isOffline, .held where sending.isOffline: self[.deliveryWaits(key: key)]
        case .held(let until) where sending.now < until:
            self[.deliveryHeld(seconds: Int((until.milliseconds - sending.now.milliseconds + 999) / 1000), key: key)]
        case .queued, .held: self[.deliveryQueued]
        case .sending: self[.deliverySending]
        case .failed(let error): self[.deliveryFailed(error)]
        }
    }

    func sentence(for event: Event) -> String {
        "\(time(event.created))  \(self[.event(event)])"
    }

    func sentence(for transition: PendingTransition, in sending: Sending, key: String? = nil) -> String {
        "\(self[.transition(transition.kind)]): \(sentence(for: transition.delivery, in: sending, key: key))"
    }

    /// The words for a priority that is not normal and, for the staff, for how long the customer has been waiting.
    func urgency(of ticket: TicketRow, isStaff: Bool, now: Timestamp) -> [String] {
        let isSaid = isStaff ? ticket.priority != .normal : ticket.priority == .urgent
        return (isSaid ? [self[.hasPriority(ticket.priority)]] : [])
            + (isStaff ? ticket.waitingSince.map { [self[.waitingFor(age(since: $0, now: now))]] } ?? [] : [])
    }

    func supportBotSteps(_ bot: TelegramBot) -> [String] {
        SupportBotStep.all(bot).map { self[.supportBotStep($0)] }
    }

    func alertBotSteps(_ bot: TelegramBot) -> [String] {
        AlertBotStep.all(bot).map { self[.alertBotStep($0)] }
    }

    /// The form of a word that goes with a number in Ukrainian and Russian (CLDR plural rules one, few, many).
    func slavicPlural(_ count: Int, _ one: String, _ few: String, _ many: String) -> String {
        let tens = count.magnitude % 100
        let ones = tens % 10
        if (11...14).contains(tens) { return "\(count) \(many)" }
        switch ones {
        case 1: return "\(count) \(one)"
        case 2...4: return "\(count) \(few)"
        default: return "\(count) \(many)"
        }
    }
}

/// The names of the fields of topics, whose keys are for programs.
extension Strings {
    /// The label of a field that a ticket of `topic` has an answer to: by that topic, else by any other, which it may have
    /// come from; where none has the field any more, a word that fits all.
    public func label(of key: String, of topic: Topic.ID, among topics: [Topic]) -> String {
        let own = topics.filter { $0.id == topic }
        let field = (own + topics).lazy.flatMap(\.fields).first { $0.key == key }
        return field?.label[language] ?? self[.unknownField]
    }

    /// The label of the field that a violation is about; nil if it is about none.
    public func label(of violation: Violation, in topic: Topic?) -> String? {
        topic?.fields.first { "fields.\($0.key)" == violation.field }?.label[language]
    }
}

extension Strings {
    /// The name of a chat: the person's, with the name in Telegram if there is one. Foreign text.
    func linkName(_ link: TelegramLink) -> String {
        let name = link.chatName.isEmpty ? "Telegram" : link.chatName
        return name + (link.username.map { " (@\($0))" } ?? "")
    }

    func linkTime(_ link: TelegramLink) -> String { dateTime(link.linked ?? link.created) }
}
