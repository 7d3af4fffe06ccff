extension BotMessage {
    /// The readable part of the message: the text or the caption, with the addresses behind its words, then a place,
    /// a contact and the like; empty for none.
    public var writtenText: String {
        let written = text.map { Self.showingLinks($0, entities ?? []) }
        let caption = caption.map { Self.showingLinks($0, captionEntities ?? []) }
        return ([written ?? caption ?? ""] + readableParts).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// Behind the words of a link its address, which nobody would see otherwise.
    private static func showingLinks(_ text: String, _ entities: [Entity]) -> String {
        var units = Array(text.utf16)
        // From the end, so that the offsets before stay right.
        for entity in entities.sorted(by: { $0.offset > $1.offset }) where entity.type == "text_link" {
            let (end, isTooLarge) = entity.offset.addingReportingOverflow(entity.length)
            guard let url = entity.url, !isTooLarge, entity.offset >= 0, entity.offset <= end, end <= units.count,
                String(decoding: units[entity.offset..<end], as: UTF16.self) != url
            else { continue }
            units.insert(contentsOf: " (\(url))".utf16, at: end)
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// The message that this one answers; a message of a forum topic answers the topic's beginning without anybody
    /// having chosen to.
    public var answeredMessage: Int64? {
        guard let reference = replyToMessage, reference.forumTopicCreated == nil else { return nil }
        return isTopicMessage == true && reference.messageId == messageThreadId ? nil : reference.messageId
    }

    /// The topic of a forum that it is in; nil for none. Only this says so: in any other group the thread is something
    /// else.
    public var topic: Int64? { isTopicMessage == true ? messageThreadId : nil }

    /// The file of the message, of a photo the largest size; nil for none.
    public var file: (kind: FileKind, file: BotFile)? {
        if let photo, let largest = photo.max(by: { ($0.width ?? 0) < ($1.width ?? 0) }) { return (.photo, largest) }
        // An animation comes as a document too.
        if let animation { return (.animation, animation) }
        if let document { return (.document, document) }
        if let voice { return (.voice, voice) }
        if let audio { return (.audio, audio) }
        if let video { return (.video, video) }
        if let videoNote { return (.videoNote, videoNote) }
        if let sticker { return (.sticker, sticker) }
        return nil
    }

    /// The kind of message that a file came as.
    public enum FileKind: String, Sendable, Codable {
        case photo, animation, document, voice, audio, video, videoNote, sticker
    }

    /// The command that the message is; nil for one that is none.
    public var command: BotCommand? { text.flatMap(BotCommand.init) }
}

/// Parts that are neither text nor file and still say something: they become lines that a ticket can hold, the same in
/// every language.
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
