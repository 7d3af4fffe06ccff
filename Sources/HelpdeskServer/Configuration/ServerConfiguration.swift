import Foundation
public import HelpdeskDesk
public import HelpdeskModels
package import Logging
import Synchronization
package import TOMLText

/// The part of the configuration file about the desk and its server.
public struct ServerConfiguration: Hashable, Sendable {
    /// The address to listen on.
    public var host: String
    /// 0 means any free port.
    public var port: Int
    public var tls: TLSFiles
    public var desk: Desk
    public var policy = ServerPolicy()
    /// The least that is written into the log.
    package var logLevel = Logger.Level.info

    /// Where clients reach the desk: by the name in its certificate, at the port that it listens on; nil if the certificate
    /// names none, or cannot be read now.
    public var address: String? {
        guard let host = tls.host else { return nil }
        return "https://\(host)" + (port == 443 ? "" : ":\(port)")
    }
}

/// How much one token, one service and one address may ask of the server, and which proxies it trusts.
public struct ServerPolicy: Hashable, Sendable {
    /// Of one token, on average.
    public var requestsPerMinute = 6000
    /// Of one token, at once.
    public var requestBurst = 1000
    /// Open at the same time with one token.
    public var longPolls = 16
    public var files = FileLimits()
    /// Attempts to sign in with a code, from one address, and with one code.
    public var signInsPerMinute = 10
    public var connections = ConnectionLimits()
    /// The proxies that are believed about the address that a request comes from.
    public var trustedProxies = TrustedProxies()
    /// How long things are kept.
    public var retention = Retention()

    public init() {}
}

/// The policy that holds now.
final class CurrentPolicy: Sendable {
    private let policy: Mutex<ServerPolicy>

    init(_ policy: ServerPolicy) {
        self.policy = Mutex(policy)
    }

    var value: ServerPolicy { policy.withLock { $0 } }

    /// From now on `new` holds, but for what a server fixes when it begins to listen: connections and proxies.
    func replace(by new: ServerPolicy) {
        policy.withLock { policy in
            let old = policy
            policy = new
            policy.connections = old.connections
            policy.trustedProxies = old.trustedProxies
        }
    }
}

extension ServerConfiguration {
    /// The tables and keys of other parts of the program.
    private static let others: Set = [
        "data", "database", "database_password_file", "database_password_env", "database_password_command",
        "database_connections", "files", "keys", "alerts", "support",
    ]

    /// Reads the file whose root this is. Throws ``ConfigurationError``, also for a key that is not known.
    package init(_ root: ConfigurationTable) throws {
        try root.allow(
            Self.others.union(["listen", "tls", "desk", "office_hours", "bots", "limits", "log", "retention"]))
        let listen = try root.table("listen", keys: ["host", "port", "trusted_proxies"])
        let tls = try root.table("tls", keys: ["certificate", "key"])
        host = try listen.text("host", mayBeEmpty: true) ?? "127.0.0.1"
        port = Int(try listen.number("port", in: 0...65_535) ?? 8443)
        self.tls = TLSFiles(
            certificate: try tls.required("certificate", tls.path("certificate")),
            key: try tls.required("key", tls.path("key")))
        let name = try root.table("desk", keys: ["name"])
        let bots = try root.table("bots", keys: ["support", "alert"])
        desk = Desk(
            name: try name.required("name", name.text("name")),
            officeHours: try Self.officeHours(
                root.table("office_hours", keys: ["opens", "closes", "utc_offset", "time_zone"])),
            supportBot: try bots.bot("support"), alertBot: try bots.bot("alert"), limits: try Self.limits(root),
            shiftNoteLength: ShiftNote.textLength, presence: Presence.lifetime, cannedReplyCount: CannedReply.count,
            newestFirst: true, searchLength: SearchPage.queryLength)
        policy = try Self.policy(root)
        logLevel = try Self.logLevel(root.table("log", keys: ["level"]))
        policy.trustedProxies = TrustedProxies(
            try (listen.texts("trusted_proxies") ?? []).map { text in
                guard let network = IPNetwork(text) else {
                    throw listen.wrong(
                        "trusted_proxies", "has no addresses and networks alone, like \"192.0.2.7\" and \"10.0.0.0/8\"")
                }
                return network
            })
    }

    private static func logLevel(_ table: ConfigurationTable) throws -> Logger.Level {
        guard let name = try table.text("level") else { return .info }
        guard let level = Logger.Level(rawValue: name) else {
            throw table.wrong("level", "is one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return level
    }

    private static func officeHours(_ table: ConfigurationTable) throws -> OfficeHours {
        func time(_ key: String) throws -> TimeOfDay {
            guard let time = TimeOfDay(try table.required(key, table.text(key))) else {
                throw table.wrong(key, "must be a time like \"08:00\"")
            }
            return time
        }
        let (opens, closes) = (try time("opens"), try time("closes"))
        guard let zone = try table.text("time_zone") else {
            return OfficeHours(opens: opens, closes: closes, utcOffsetMinutes: try offset(table))
        }
        guard try table.text("utc_offset") == nil else {
            throw table.wrong("utc_offset", "stands beside time_zone, which says the offset; remove one of the two")
        }
        guard let hours = OfficeHours(opens: opens, closes: closes, timeZone: zone, at: .now) else {
            throw table.wrong("time_zone", "must be a region and city of the tz database like \"Europe/Kyiv\"")
        }
        return hours
    }

    /// `+03:00` as 180.
    private static func offset(_ table: ConfigurationTable) throws -> Int {
        guard let text = try table.text("utc_offset") else {
            throw table.wrong("utc_offset", "is missing; time_zone, like \"Europe/Kyiv\", may stand in its place")
        }
        guard let sign = text.first, sign == "+" || sign == "-", let time = TimeOfDay(String(text.dropFirst())),
            OfficeHours.offsets.contains(time.minutes)
        else { throw table.wrong("utc_offset", "must be an offset like \"+03:00\"") }
        return sign == "-" ? -time.minutes : time.minutes
    }

    private static let limitKeys: Set = [
        "attachment_size", "attachment_count", "text_length", "requests_per_minute", "long_polls", "service_storage",
        "sign_ins_per_minute", "connections", "connections_per_address", "urgent_per_day",
    ]

    private static func policy(_ root: ConfigurationTable) throws -> ServerPolicy {
        let table = try root.table("limits", keys: limitKeys)
        var policy = ServerPolicy()
        try table.read("requests_per_minute", in: 10...1_000_000, into: &policy.requestsPerMinute)
        try table.read("long_polls", in: 1...100_000, into: &policy.longPolls)
        try table.read("sign_ins_per_minute", in: 1...100_000, into: &policy.signInsPerMinute)
        try table.read("connections", in: 16...1_000_000, into: &policy.connections.total)
        try table.read("connections_per_address", in: 1...1_000_000, into: &policy.connections.perAddress)
        try table.read("service_storage", in: 0...Int64.max, into: &policy.files.serviceStorage)
        policy.retention = try retention(
            root.table("retention", keys: ["audit_days", "resolved_days", "deliveries_days"]))
        return policy
    }

    /// No number, and 0, mean for ever.
    private static func retention(_ table: ConfigurationTable) throws -> Retention {
        func days(_ key: String) throws -> Int? {
            try table.number(key, in: 0...36_500).flatMap { $0 == 0 ? nil : Int($0) }
        }
        var retention = Retention()
        retention.auditDays = try days("audit_days")
        retention.resolvedDays = try days("resolved_days")
        retention.deliveriesDays = try days("deliveries_days")
        return retention
    }

    private static func limits(_ root: ConfigurationTable) throws -> Limits {
        let table = try root.table("limits", keys: limitKeys)
        var limits = Limits.standard
        try table.read("attachment_size", in: 1...limits.attachmentSize, into: &limits.attachmentSize)
        try table.read("attachment_count", in: 0...Int64(limits.attachmentCount), into: &limits.attachmentCount)
        try table.read("text_length", in: 100...Int64(limits.textLength), into: &limits.textLength)
        if let urgent = try table.number("urgent_per_day", in: 0...1000) { limits.urgentPerDay = Int(urgent) }
        return limits
    }
}

extension ConfigurationTable {
    /// Replaces a number by the one under `key`, if there is one.
    fileprivate func read<Number: BinaryInteger>(
        _ key: String, in range: ClosedRange<Int64>, into number: inout Number
    ) throws {
        if let found = try self.number(key, in: range) { number = Number(found) }
    }

    fileprivate func bot(_ key: String) throws -> TelegramBot? {
        let name = try text(key, mayBeEmpty: true) ?? ""
        let isName =
            name.utf8.count <= 64
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
        guard isName else { throw wrong(key, "must be a bot's user name without the @") }
        return name.isEmpty ? nil : TelegramBot(username: name, isConnected: false)
    }
}
