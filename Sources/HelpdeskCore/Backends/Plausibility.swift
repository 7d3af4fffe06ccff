import HelpdeskModels

/// What the types alone do not hold, and no desk has: with it sums would overflow, and screens be busy for minutes.
///
/// Far above what `Limits` allow, so that a desk that once allowed more is not locked out.
enum Plausibility {
    static func holds(_ change: Change) -> Bool {
        switch change {
        case .desk(let desk): holds(desk)
        case .service(let service): isShort(service.name)
        case .topic(let topic): holds(topic)
        case .ticket(let ticket): holds(ticket)
        case .message(let message):
            message.text.utf8.count <= longText && isShort(message.author.name)
                && message.attachments.allSatisfy { holds(size: $0.size) && isShort($0.name) && isShort($0.mediaType) }
        case .event(let event): isShort(event.author.name) && isShort(event.detail)
        case .readMark: true
        case .agent(let agent): isShort(agent.name)
        case .telegramLink(let link):
            isShort(link.chatName) && isShort(link.claimedName) && isShort(link.user?.name)
                && link.username.map(isUsername) ?? true
        case .incident(let incident): (0...counts).contains(incident.reportCount) && isShort(incident.acknowledgedBy)
        case .phoneFile(let file): holds(size: file.size) && isShort(file.name) && isShort(file.mediaType)
        }
    }

    /// The name of the kind of thing, for a developer.
    static func kind(_ change: Change) -> String {
        Mirror(reflecting: change).children.first?.label ?? "change"
    }

    /// Letters, digits and underscores: a link is made of it, which is drawn as a code.
    static func isUsername(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_")
            }
    }

    private static func holds(_ desk: Desk) -> Bool {
        let limits = desk.limits
        let lengths = [limits.subjectLength, limits.textLength, limits.fileNameLength, limits.pageSize]
        let counts = [limits.fieldLength, limits.fieldCount, limits.attachmentCount]
        // The hours' offset is one of this Earth: between UTC-12 and UTC+14.
        let isEarthly = desk.officeHours.map { (-720...840).contains($0.utcOffsetMinutes) } ?? true
        return lengths.allSatisfy { $0 > 0 } && counts.allSatisfy { $0 >= 0 } && holds(size: limits.attachmentSize)
            && isEarthly && isShort(desk.name)
            && [desk.supportBot, desk.alertBot].allSatisfy { $0.map { isUsername($0.username) } ?? true }
    }

    private static func holds(_ topic: Topic) -> Bool {
        topic.fields.count <= 1000 && topic.title.texts.values.allSatisfy(isShort)
            && topic.fields.allSatisfy { isShort($0.key) && $0.label.texts.values.allSatisfy(isShort) }
    }

    private static func holds(_ ticket: Ticket) -> Bool {
        (1...counts).contains(ticket.number) && isShort(ticket.subject) && isShort(ticket.author.name)
            && isShort(ticket.assignee?.name) && ticket.fields.count <= 1000
            && ticket.rating.map { Rating.range.contains($0.score) } ?? true
    }

    private static func holds(size: Int64) -> Bool { (0...Int64(counts)).contains(size) }

    private static func isShort(_ text: String?) -> Bool { (text?.utf8.count ?? 0) <= shortText }

    /// Whatever is counted, a file's bytes among it.
    private static let counts = 1 << 48
    /// In bytes.
    private static let shortText = 10_000
    private static let longText = 4 << 20
}
