public import HelpdeskModels

/// Facts about a desk that its backend does not provide, from the profile.
public struct DeskSettings: Hashable, Sendable {
    /// Nil for the name of the host.
    public var name: String?
    public var officeHours: OfficeHours?
    /// A bot's name without the `@`.
    public var supportBot: String?
    public var alertBot: String?
    public var limits: Limits

    public init(
        name: String? = nil, officeHours: OfficeHours? = nil, supportBot: String? = nil, alertBot: String? = nil,
        limits: Limits = .standard
    ) {
        self.name = name
        self.officeHours = officeHours
        self.supportBot = supportBot
        self.alertBot = alertBot
        self.limits = limits
    }
}

extension DeskSettings {
    static let keys = ["desk_name", "office_hours", "utc_offset", "support_bot", "alert_bot", "attachment_limit"]

    /// From the values of a profile:
    /// - `desk_name`
    /// - `office_hours`: `08:00-20:00`, with `utc_offset`: `+03:00`
    /// - `support_bot`, `alert_bot`: names in Telegram, with or without the `@`
    /// - `attachment_limit`: the largest file that the backend takes, in MiB
    ///
    /// Throws `configurationInvalid` with what is wrong in its detail.
    init(profile: [String: String]) throws(HelpdeskError) {
        self.init()
        name = profile["desk_name"]
        supportBot = try Self.bot(profile["support_bot"], "support_bot")
        alertBot = try Self.bot(profile["alert_bot"], "alert_bot")
        if let hours = profile["office_hours"] {
            officeHours = try Self.hours(hours, offset: profile["utc_offset"] ?? "+00:00")
        }
        if let limit = profile["attachment_limit"] {
            guard let size = Int64(limit), (1...2048).contains(size) else {
                throw HelpdeskError(.configurationInvalid, detail: "attachment_limit is a number of MiB up to 2048")
            }
            limits.attachmentSize = size << 20
        }
    }

    private static func hours(_ text: String, offset: String) throws(HelpdeskError) -> OfficeHours {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        let sign: Int? = offset.hasPrefix("+") ? 1 : offset.hasPrefix("-") ? -1 : nil
        guard ends.count == 2, let opens = TimeOfDay(String(ends[0])), let closes = TimeOfDay(String(ends[1])),
            let sign, let distance = TimeOfDay(String(offset.dropFirst())),
            OfficeHours.offsets.contains(distance.minutes)
        else {
            throw HelpdeskError(
                .configurationInvalid, detail: "office_hours is written as 08:00-20:00, utc_offset as +03:00")
        }
        return OfficeHours(opens: opens, closes: closes, utcOffsetMinutes: sign * distance.minutes)
    }

    /// Names in Telegram consist of Latin letters, digits and underscores.
    private static func bot(_ text: String?, _ key: String) throws(HelpdeskError) -> String? {
        guard let text else { return nil }
        let name = text.hasPrefix("@") ? String(text.dropFirst()) : text
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard isPlain, (1...64).contains(name.utf8.count) else {
            throw HelpdeskError(.configurationInvalid, detail: "\(key) is the name of a bot in Telegram")
        }
        return name
    }
}
