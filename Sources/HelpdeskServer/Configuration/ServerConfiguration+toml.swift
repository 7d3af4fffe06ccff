public import Foundation
import HelpdeskDesk
import HelpdeskModels
import TOMLKit
import TOMLText

/// Reading the TOML file. Paths in it are relative to its directory; keys that are not known are refused.
extension ServerConfiguration {
    /// Throws ``ServerFailure`` with a sentence that names the key.
    public init(contentsOf file: URL) throws {
        let text: String
        do {
            text = try String(contentsOf: file, encoding: .utf8)
        } catch {
            throw ServerFailure("The configuration \(file.path) cannot be read. Check its path and permissions.")
        }
        try self.init(toml: text, file: file.path, directory: file.absoluteURL.deletingLastPathComponent())
    }

    /// `file` is what messages call the text.
    init(toml text: String, file: String, directory: URL) throws {
        let table: TOMLTable
        do throws(TOMLTextError) {
            table = try TOMLText.table(text)
        } catch {
            throw ServerFailure("\(file), \(error)")
        }
        let root = ConfigurationTable(table, file: file, lines: KeyLines(text))
        try root.allow(["data", "listen", "tls", "desk", "office_hours", "bots", "limits", "alerts", "support"])
        let listen = try root.table("listen", keys: ["host", "port", "trusted_proxies"])
        let tls = try root.table("tls", keys: ["certificate", "key"])
        host = try listen.text("host", default: "127.0.0.1")
        port = Int(try listen.number("port", in: 0...65_535, default: 8443))
        dataDirectory = URL(filePath: try root.text("data"), directoryHint: .isDirectory, relativeTo: directory)
        self.tls = TLSFiles(
            certificate: URL(filePath: try tls.text("certificate"), relativeTo: directory),
            key: URL(filePath: try tls.text("key"), relativeTo: directory))
        let bots = try root.table("bots", keys: ["support", "alert"])
        desk = Desk(
            name: try root.table("desk", keys: ["name"]).text("name"),
            officeHours: try Self.officeHours(root.table("office_hours", keys: ["opens", "closes", "utc_offset"])),
            supportBot: try bots.bot("support"), alertBot: try bots.bot("alert"), limits: try Self.limits(root))
        policy = try Self.policy(root)
        policy.trustedProxies = TrustedProxies(
            try listen.texts("trusted_proxies").map { text in
                guard let network = IPNetwork(text) else {
                    throw listen.wrong(
                        "trusted_proxies", "has no addresses and networks alone, like \"192.0.2.7\" and \"10.0.0.0/8\"")
                }
                return network
            })
    }

    private static func officeHours(_ table: ConfigurationTable) throws -> OfficeHours {
        func time(_ key: String) throws -> TimeOfDay {
            guard let time = TimeOfDay(try table.text(key)) else {
                throw table.wrong(key, "must be a time like \"08:00\"")
            }
            return time
        }
        return OfficeHours(
            opens: try time("opens"), closes: try time("closes"),
            utcOffsetMinutes: try offset(table.text("utc_offset"), table))
    }

    /// `+03:00` as 180.
    private static func offset(_ text: String, _ table: ConfigurationTable) throws -> Int {
        guard let sign = text.first, sign == "+" || sign == "-", let time = TimeOfDay(String(text.dropFirst())),
            OfficeHours.offsets.contains(time.minutes)
        else { throw table.wrong("utc_offset", "must be an offset like \"+03:00\"") }
        return sign == "-" ? -time.minutes : time.minutes
    }

    private static let limitKeys: Set = [
        "attachment_size", "attachment_count", "text_length", "requests_per_minute", "long_polls", "service_storage",
        "sign_ins_per_minute", "connections", "connections_per_address",
    ]

    private static func policy(_ root: ConfigurationTable) throws -> ServerPolicy {
        let table = try root.table("limits", keys: limitKeys)
        var policy = ServerPolicy()
        policy.requestsPerMinute = Int(
            try table.number("requests_per_minute", in: 10...1_000_000, default: Int64(policy.requestsPerMinute)))
        policy.longPolls = Int(try table.number("long_polls", in: 1...100_000, default: Int64(policy.longPolls)))
        policy.signInsPerMinute = Int(
            try table.number("sign_ins_per_minute", in: 1...100_000, default: Int64(policy.signInsPerMinute)))
        policy.connections.total = Int(
            try table.number("connections", in: 16...1_000_000, default: Int64(policy.connections.total)))
        policy.connections.perAddress = Int(
            try table.number(
                "connections_per_address", in: 1...1_000_000, default: Int64(policy.connections.perAddress)))
        policy.files.serviceStorage = try table.number(
            "service_storage", in: 0...Int64.max, default: policy.files.serviceStorage)
        return policy
    }

    private static func limits(_ root: ConfigurationTable) throws -> Limits {
        let table = try root.table("limits", keys: limitKeys)
        var limits = Limits.standard
        limits.attachmentSize = try table.number(
            "attachment_size", in: 1...limits.attachmentSize, default: limits.attachmentSize)
        limits.attachmentCount = Int(
            try table.number(
                "attachment_count", in: 0...Int64(limits.attachmentCount), default: Int64(limits.attachmentCount)))
        limits.textLength = Int(
            try table.number("text_length", in: 100...Int64(limits.textLength), default: Int64(limits.textLength)))
        return limits
    }
}

extension ConfigurationTable {
    fileprivate func bot(_ key: String) throws -> TelegramBot? {
        let name = try text(key, default: "")
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
