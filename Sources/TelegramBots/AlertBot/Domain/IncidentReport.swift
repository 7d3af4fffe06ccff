public import HelpdeskModels

/// The report of one person about an incident.
public struct IncidentReport: Sendable, Hashable {
    /// The number by which the staff call it; never used twice.
    public let number: Int64
    public internal(set) var incident: Int64
    /// The reporter's private chat.
    public let chat: Int64
    /// The reporter's name in Telegram.
    public let reporter: String
    /// The service, as the desk knows it or as the reporter calls it; nil until the reporter has named it.
    public internal(set) var service: ReportedService?
    public let created: Timestamp
    /// When something about it changed last.
    public internal(set) var changed: Timestamp
    /// Everything that was written or sent, oldest first.
    var entries: [Entry]
    public var remarks: [AlertRemark] { entries.map(\.remark) }

    /// A remark and when it came.
    struct Entry: Sendable, Hashable {
        let remark: AlertRemark
        let at: Timestamp
    }
}

/// The service a report is about.
public struct ReportedService: Sendable, Hashable {
    /// The desk's service; nil if the name is only what somebody typed.
    public let id: Service.ID?
    public let name: String

    public init(id: Service.ID?, name: String) {
        self.id = id
        self.name = name
    }

    public var isVerified: Bool { id != nil }
}

/// One thing that somebody who reports wrote or sent.
public struct AlertRemark: Sendable, Hashable, Codable {
    /// One clean line; a clip stands for a file.
    public let text: String
    public let file: AlertFile?

    public init(_ text: String, file: AlertFile? = nil) {
        self.text = text
        self.file = file
    }
}

extension AlertRemark: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) {
        self.init(value)
    }
}

/// A file that somebody who reports sent along, as far as the bot can pass it on.
public struct AlertFile: Sendable, Hashable, Codable {
    /// The raw value is what the Bot API calls it.
    public enum Kind: String, Sendable, Codable {
        case photo, voice, video, document
    }

    public let kind: Kind
    /// Names the file on Telegram's servers, for this bot.
    public let id: String

    public init(kind: Kind, id: String) {
        self.kind = kind
        self.id = id
    }
}
