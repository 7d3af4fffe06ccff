import HelpdeskModels

/// A queue of RT: what a ticket is about.
struct RTQueue: Hashable, Sendable {
    var number: String
    var name: String
    var recommendation: String
    /// Whether the account may file tickets there.
    var isWritable: Bool
    /// Whether its tickets can carry the id that was chosen here.
    var hasTicketReference: Bool

    static let ticketReference = "ClientRef"
    static let messageReference = "ClientMsgRef"

    /// From `GET /queue/ID`. Nil for anything else.
    init?(_ value: RTValue) {
        guard let number = value["id"].identifier, !value["Name"].text.isEmpty else { return nil }
        self.number = String(number)
        name = value["Name"].text
        let own = value["CustomFields"].items.first { $0["name"].text == "Recommendation" }?["values"].items.first?.text
        recommendation = own.flatMap { $0.isEmpty ? nil : $0 } ?? value["Description"].text
        isWritable =
            value["Disabled"].number != 1
            && value["_hyperlinks"].items.contains { $0["ref"].text == "create" && $0["type"].text == "ticket" }
        hasTicketReference = value["TicketCustomFields"].items.contains { $0["name"].text == Self.ticketReference }
    }

    /// One of which RT tells the name alone; nil without one.
    init?(number: String, name: String) {
        guard !name.isEmpty else { return nil }
        self.number = number
        self.name = name
        (recommendation, isWritable, hasTicketReference) = ("", false, false)
    }

    /// The topic for people. Names are in the language of the desk, so they are the same in all.
    func topic(refused: [NewEvent.Kind]) -> Topic {
        Topic(
            id: Topic.ID(number), title: Self.inAllLanguages(name), recommendation: Self.inAllLanguages(recommendation),
            order: Self.order(name), isRetired: !isWritable, refused: refused.isEmpty ? nil : refused)
    }

    /// By name, as far as the first seven bytes of its key tell; what is called Other comes last.
    private static func order(_ name: String) -> Int {
        if isOther(name) { return .max }
        let bytes = Array(CollationKey(name).text.utf8.prefix(7))
        return (0..<7).reduce(0) { order, index in order << 8 | (index < bytes.count ? Int(bytes[index]) : 0) }
    }

    private static func inAllLanguages(_ text: String) -> LocalizedText {
        LocalizedText(Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, text) }))
    }

    private static func isOther(_ name: String) -> Bool {
        ["other", "другое", "прочее", "інше"].contains(name.lowercased())
    }
}
