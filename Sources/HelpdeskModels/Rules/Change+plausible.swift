extension Change {
    /// The change if it is plausible, without implausible bot names and usernames; else nil.
    ///
    /// The types allow values with which sums would overflow and screens be busy for minutes. These bounds are far above
    /// `Limits`, so that a desk that once allowed more is not locked out. An implausible username is dropped and the rest
    /// kept. The backend applies the same rules to what it stores.
    public var plausible: Change? {
        switch self {
        case .desk(var desk):
            desk.supportBot = desk.supportBot.flatMap(\.plausible)
            desk.alertBot = desk.alertBot.flatMap(\.plausible)
            desk.presence = desk.presence.flatMap { Presence.lifetimes.contains($0) ? $0 : nil }
            return desk.isPlausible ? .desk(desk) : nil
        case .telegramLink(var link):
            link.username = link.username.flatMap { TelegramBot.isUsername($0) ? $0 : nil }
            return link.isPlausible ? .telegramLink(link) : nil
        case .service, .topic, .ticket, .message, .event, .readMark, .agent, .incident, .phoneFile,
            .shiftNote, .cannedReply:
            return isPlausible ? self : nil
        }
    }

    private var isPlausible: Bool {
        switch self {
        case .desk(let desk): desk.isPlausible
        case .service(let service): service.name.isShort
        case .topic(let topic): topic.isPlausible
        case .ticket(let ticket): ticket.isPlausible
        case .message(let message): message.isPlausible
        case .event(let event): event.author.name.isShort && event.detail.isShort
        case .readMark: true
        case .agent(let agent): agent.name.isShort
        case .telegramLink(let link): link.isPlausible
        case .incident(let incident):
            (0...maxCount).contains(Int64(incident.reportCount)) && incident.acknowledgedBy.isShort
        case .phoneFile(let file): file.attachment.isPlausible
        case .shiftNote(let note): note.text.utf8.count <= 100_000 && note.author.name.isShort
        case .cannedReply(let reply): reply.isPlausible
        }
    }
}

/// Of anything that is counted, the bytes of a file included.
private let maxCount: Int64 = 1 << 48

extension Optional<String> {
    fileprivate var isShort: Bool { self?.isShort ?? true }
}

extension String {
    /// Whether it is shorter than any name, subject or label needs to be, in bytes.
    fileprivate var isShort: Bool { utf8.count <= 10_000 }
}

extension TelegramBot {
    fileprivate var plausible: TelegramBot? { Self.isUsername(username) ? self : nil }
}

extension Desk {
    fileprivate var isPlausible: Bool {
        let lengths = [limits.subjectLength, limits.textLength, limits.fileNameLength, limits.pageSize]
        let counts = [limits.fieldLength, limits.fieldCount, limits.attachmentCount]
        // From UTC-12 to UTC+14.
        let hasPlausibleOffset =
            officeHours.map { hours in
                let offsets = [hours.utcOffsetMinutes, hours.next?.utcOffsetMinutes ?? 0]
                return offsets.allSatisfy((-720...840).contains) && (hours.timeZone).isShort
            } ?? true
        return lengths.allSatisfy { $0 > 0 } && counts.allSatisfy { $0 >= 0 } && shiftNoteLength.map { $0 > 0 } ?? true
            && cannedReplyCount.map { $0 > 0 } ?? true && searchLength.map { $0 > 0 } ?? true
            && (0...maxCount).contains(limits.attachmentSize) && hasPlausibleOffset && name.isShort
    }
}

extension Topic {
    fileprivate var isPlausible: Bool {
        fields.count <= 1000 && title.texts.values.allSatisfy(\.isShort)
            && fields.allSatisfy { $0.key.isShort && $0.label.texts.values.allSatisfy(\.isShort) }
    }
}

extension Ticket {
    fileprivate var isPlausible: Bool {
        (1...maxCount).contains(Int64(number)) && subject.isShort && author.name.isShort
            && (assignee?.name).isShort && fields.count <= 1000
            && rating.map { Rating.range.contains($0.score) } ?? true
    }
}

extension Message {
    /// In bytes.
    private static let maxTextSize = 4 << 20

    fileprivate var isPlausible: Bool {
        text.utf8.count <= Self.maxTextSize && author.name.isShort && attachments.allSatisfy(\.isPlausible)
    }
}

extension CannedReply {
    fileprivate var isPlausible: Bool {
        name.isShort && text.texts.values.allSatisfy { $0.utf8.count <= 100_000 }
    }
}

extension Attachment {
    fileprivate var isPlausible: Bool {
        (0...maxCount).contains(size) && name.isShort && mediaType.isShort
    }
}

extension TelegramLink {
    fileprivate var isPlausible: Bool { chatName.isShort && claimedName.isShort && (user?.name).isShort }
}

extension Statistics {
    /// Whether the figures can be shown and added up.
    public var isPlausible: Bool {
        let counts =
            open.counts + [filed, resolved, reopened, firstAnswer.count, ratings.count]
            + topics.flatMap { [$0.filed, $0.open] } + services.flatMap { [$0.filed, $0.open] }
            + [firstAnswer.median, firstAnswer.percentile90, firstAnswer.withinHour, firstAnswer.withinEightHours]
            .compactMap(\.self)
        let mean = ratings.mean ?? 1
        return counts.allSatisfy { (0...maxCount).contains(Int64($0)) } && mean >= 1 && mean <= 5
            && topics.count <= 10_000 && services.count <= 1_000_000
    }
}

extension OthersPresent {
    /// Those whose names can be shown.
    public var plausible: OthersPresent { OthersPresent(others: others.filter { $0.user.name.isShort }) }
}
