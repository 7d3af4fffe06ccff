/// What is neither text nor file and still says something: it becomes lines that a ticket can hold, the same in every
/// language.
extension BotMessage {
    /// Something with a shape of its own, which a later Bot API may change: then it is there and cannot be read, and the
    /// rest of the message can.
    public struct Readable<Value: Decodable & Sendable & Hashable>: Decodable, Sendable, Hashable {
        public var value: Value?

        public init(from decoder: any Decoder) throws {
            do { value = try Value(from: decoder) } catch { value = nil }
        }
    }

    /// A point on the map (Bot API, Location).
    public struct Place: Decodable, Sendable, Hashable {
        public var latitude: Double
        public var longitude: Double
        /// There while a person shares where they are; every change of it comes as an edit.
        public var livePeriod: Int?

        fileprivate var line: String {
            let point = "\(Self.digits(latitude)), \(Self.digits(longitude))"
            let address = "https://www.openstreetmap.org/?mlat=\(Self.digits(latitude))&mlon=\(Self.digits(longitude))"
            return "📍 \(point)\n\(address)"
        }

        /// With five places, which is a metre.
        private static func digits(_ degrees: Double) -> String {
            guard degrees.isFinite, abs(degrees) <= 360 else { return "?" }
            let units = Int((abs(degrees) * 100_000).rounded())
            let fraction = String(units % 100_000)
            let sign = degrees < 0 && units > 0 ? "-" : ""
            return "\(sign)\(units / 100_000).\(String(repeating: "0", count: 5 - fraction.count))\(fraction)"
        }
    }

    public struct Venue: Decodable, Sendable, Hashable {
        public var location: Place
        public var title: String
        public var address: String
    }

    public struct Contact: Decodable, Sendable, Hashable {
        public var phoneNumber: String
        public var firstName: String
        public var lastName: String?
    }

    public struct Poll: Decodable, Sendable, Hashable {
        public struct Option: Decodable, Sendable, Hashable {
            public var text: String
        }

        public var question: String
        public var options: [Option]
    }

    public struct Dice: Decodable, Sendable, Hashable {
        public var emoji: String
        public var value: Int
    }

    public struct Checklist: Decodable, Sendable, Hashable {
        public struct Task: Decodable, Sendable, Hashable {
            public var text: String
        }

        public var title: String
        public var tasks: [Task]
    }

    /// One text for each such thing in the message.
    var readableParts: [String] {
        var parts: [String] = []
        if let venue = venue?.value {
            parts.append("📍 \(venue.title), \(venue.address)\n\(venue.location.line)")
        } else if let location = location?.value {
            // A venue comes as a place, too.
            parts.append(location.line)
        }
        if let contact = contact?.value {
            let name = [contact.firstName, contact.lastName ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
            parts.append("👤 \(name) \(contact.phoneNumber)")
        }
        if let poll = poll?.value {
            parts.append((["📊 \(poll.question)"] + poll.options.map { "– \($0.text)" }).joined(separator: "\n"))
        }
        if let dice = dice?.value { parts.append("\(dice.emoji) \(dice.value)") }
        if let checklist = checklist?.value {
            parts.append((["☑️ \(checklist.title)"] + checklist.tasks.map { "– \($0.text)" }).joined(separator: "\n"))
        }
        return parts
    }

    /// Whether it is something that a person sent and that nothing readable can be made of: a story, a game, an invoice.
    /// Telegram's own notes, of pinned messages and the like, are no one's words.
    var isUnreadable: Bool {
        story != nil || game != nil || invoice != nil || giveaway != nil || paidMedia != nil
            || (readableParts.isEmpty
                && (location != nil || venue != nil || contact != nil || poll != nil || dice != nil || checklist != nil))
    }
}
