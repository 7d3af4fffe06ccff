import Foundation
import GRDB
public import HelpdeskTransport

/// Looks whether a bot can do its work, and says what to do where it cannot.
public struct BotDoctor: Sendable {
    private let client: BotClient
    private let username: String?
    private let group: Int64?
    private let webhook: String?
    /// Where the bot's database is, without its ending.
    private let database: String

    /// - Parameters:
    ///   - username: the bot's name as the desk tells it to customers.
    ///   - group: the specialists' group.
    ///   - webhook: where updates are to be delivered; nil for polling.
    ///   - directory: where the bots keep their databases; `name` is that of this bot's.
    public init(
        token: BotToken, server: BotServer, transport: any Transport, username: String?, group: Int64?,
        webhook: String?, directory: String, name: String
    ) {
        client = BotClient(token: token, server: server, transport: transport, folder: directory)
        self.username = username
        self.group = group
        self.webhook = webhook
        database = directory + "/" + name
    }

    /// Checks everything; with `sendsTest`, a message goes to the group.
    public func findings(sendsTest: Bool) async -> [BotFinding] {
        let me: BotUser
        do throws(BotError) {
            me = try await client.me()
        } catch {
            return [unreachable(error)] + databaseFindings()
        }
        var findings = [BotFinding(.good, "Telegram knows the bot as @\(me.username ?? "?") (\(me.id)).")]
        if let username, username.lowercased() != me.username?.lowercased() {
            findings.append(
                BotFinding(
                    .fault,
                    "[bots] names @\(username), but the token is of @\(me.username ?? "?"). Correct one of them."))
        }
        findings += await webhookFindings()
        if let group { findings += await groupFindings(group, me, sendsTest: sendsTest) }
        return findings + databaseFindings()
    }

    private func unreachable(_ error: BotError) -> BotFinding {
        switch error.kind {
        case .tokenRejected: BotFinding(.fault, "Telegram refuses the token. Get a new one from @BotFather: /token.")
        case .unreachable, .unknownOutcome:
            BotFinding(
                .fault,
                """
                Telegram cannot be reached (\(error)). Check the network; where Telegram is blocked, set proxy, or api \
                for a Bot API server of your own.
                """)
        default: BotFinding(.fault, "Telegram does not answer as it should: \(error).")
        }
    }

    private func webhookFindings() async -> [BotFinding] {
        do throws(BotError) {
            let state = try await client.webhook()
            var findings: [BotFinding] = []
            switch (webhook, state.url) {
            case (nil, ""): findings.append(BotFinding(.good, "No webhook is set: the bot polls."))
            case (nil, _):
                findings.append(
                    BotFinding(
                        .warning,
                        "A webhook is set, but the bot is to poll. The desk removes it when it starts; until then nothing arrives."
                    ))
            case (let expected?, let found) where expected == found:
                findings.append(BotFinding(.good, "Updates are delivered to \(found)."))
            case (let expected?, _):
                findings.append(
                    BotFinding(
                        .warning, "The webhook is not set to \(expected) yet. The desk sets it when it starts."))
            }
            if let message = state.lastErrorMessage, !state.url.isEmpty {
                findings.append(
                    BotFinding(
                        .fault,
                        """
                        Telegram could not deliver to the webhook: \(message). Check that its address is reachable from \
                        the internet on port 443, 80, 88 or 8443, with a certificate that is trusted.
                        """))
            }
            if state.pendingUpdateCount > 100 {
                findings.append(
                    BotFinding(
                        .warning,
                        "\(state.pendingUpdateCount) updates wait at Telegram, which keeps them for 24 hours. Start the desk."
                    ))
            }
            return findings
        } catch {
            return [BotFinding(.fault, "The state of the webhook cannot be had: \(error).")]
        }
    }

    private func groupFindings(_ id: Int64, _ me: BotUser, sendsTest: Bool) async -> [BotFinding] {
        do throws(BotError) {
            let chat = try await client.chat(id)
            let member = try await client.member(me.id, of: id)
            var findings: [BotFinding] = []
            let isAdministrator = member.status == "administrator" || member.status == "creator"
            if !member.isPresent {
                return [BotFinding(.fault, "The bot is no member of the group \(id). Add it there.")]
            }
            findings.append(
                BotFinding(.good, "The bot is \(isAdministrator ? "an administrator" : "a member") of the group \(id).")
            )
            if chat.type == .group {
                findings.append(
                    BotFinding(
                        .warning, "The group is a basic one: it has no topics. Topics can be turned on in its settings."
                    ))
            }
            if chat.isForum == true, member.status != "creator", member.canManageTopics != true {
                findings.append(
                    BotFinding(
                        .fault,
                        "The bot may not make topics in the group. Make it an administrator who may manage topics."))
            }
            if !isAdministrator, me.canReadAllGroupMessages != true {
                findings.append(
                    BotFinding(
                        chat.isForum == true ? .fault : .warning,
                        """
                        Privacy mode is on: of the group the bot sees only commands and answers to its own messages. \
                        Make it an administrator, or turn the mode off at @BotFather: /setprivacy; then add it to the \
                        group anew.
                        """))
            }
            if sendsTest { findings.append(await test(id)) }
            return findings
        } catch {
            switch error.kind {
            case .migrated(let new):
                return [BotFinding(.fault, "The group has become a supergroup. Set group = \(new).")]
            case .chatNotFound, .blocked:
                return [BotFinding(.fault, "The bot is no member of the group \(id). Add it there.")]
            default: return [BotFinding(.fault, "The group \(id) cannot be looked at: \(error).")]
            }
        }
    }

    private func test(_ group: Int64) async -> BotFinding {
        var call = BotCall.message(FormattedText("cabdeskd doctor: this is a test."))
        call["chat_id"] = .integer(group)
        do throws(BotError) {
            _ = try await client.result(of: call, as: JSON.self)
            return BotFinding(.good, "A test message was sent to the group.")
        } catch {
            return BotFinding(.fault, "No message can be sent to the group: \(error).")
        }
    }

    /// The findings about the bot's own database, if there is one.
    private func databaseFindings() -> [BotFinding] {
        var configuration = Configuration()
        configuration.readonly = true
        let path = database + ".sqlite"
        guard FileManager.default.fileExists(atPath: path) else {
            return [BotFinding(.warning, "The bot has not run yet: \(path) is not there.")]
        }
        do {
            let counts = try DatabaseQueue(path: path, configuration: configuration).read { db in
                try ["inbox WHERE state = 'poison'", "outbox WHERE state = 'unknown'", "outbox WHERE state = 'failed'"]
                    .map {
                        try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \($0)") ?? 0
                    }
            }
            var findings: [BotFinding] = []
            if counts[0] > 0 {
                findings.append(
                    BotFinding(
                        .warning,
                        "\(counts[0]) updates could not be understood and were set aside (table inbox of \(path))."))
            }
            if counts[1] > 0 {
                findings.append(
                    BotFinding(.warning, "Of \(counts[1]) messages nobody knows whether they arrived."))
            }
            if counts[2] > 0 {
                findings.append(
                    BotFinding(.warning, "\(counts[2]) messages were refused by Telegram (table outbox of \(path))."))
            }
            return findings
        } catch {
            return [
                BotFinding(.fault, "The bot's database \(path) cannot be read. Check its permissions, or restore it.")
            ]
        }
    }
}

/// One thing that a check of a bot found.
public struct BotFinding: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable {
        case good = "ok"
        /// It works, but not as well as it could.
        case warning
        /// Something does not work.
        case fault
    }

    public var kind: Kind
    /// The finding, and if it is not good, what to do. May hold foreign text, never a token.
    public var text: String

    public init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }
}
