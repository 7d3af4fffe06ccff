import Foundation
package import HelpdeskDesk
package import HelpdeskTransport

/// Looks whether a bot can do its work, and says what to do where it cannot.
package struct BotDoctor: Sendable {
    private let client: BotClient
    private let username: String?
    private let group: Int64?
    private let webhook: String?
    private let place: BotPlace
    private let name: String

    /// - Parameters:
    ///   - username: the bot's name as the desk tells it to customers.
    ///   - group: the specialists' group.
    ///   - webhook: where updates are to be delivered; nil for polling.
    ///   - place: where the bots keep their databases; `name` is that of this bot's.
    package init(
        token: BotToken, server: BotServer, transport: any Transport, username: String?, group: Int64?,
        webhook: String?, place: BotPlace, name: String
    ) {
        client = BotClient(token: token, server: server, transport: transport, folder: place.directory)
        self.username = username
        self.group = group
        self.webhook = webhook
        self.place = place
        self.name = name
    }

    /// Checks everything; with `sendsTest`, a message goes to the group.
    package func findings(sendsTest: Bool) async -> [Finding] {
        let me: BotUser
        do throws(BotError) {
            me = try await client.me()
        } catch {
            return [unreachable(error)] + databaseFindings()
        }
        var findings = [Finding(.good, "Telegram knows the bot as @\(me.username ?? "?") (\(me.id)).")]
        if let username, username.lowercased() != me.username?.lowercased() {
            findings.append(
                Finding(
                    .fault,
                    "[bots] names @\(username), but the token is of @\(me.username ?? "?"). Correct one of them."))
        }
        findings += await webhookFindings()
        if let group { findings += await groupFindings(group, me, sendsTest: sendsTest) }
        return findings + databaseFindings()
    }

    private func unreachable(_ error: BotError) -> Finding {
        switch error.kind {
        case .tokenRejected: Finding(.fault, "Telegram refuses the token. Get a new one from @BotFather: /token.")
        case .unreachable, .unknownOutcome:
            Finding(
                .fault,
                """
                Telegram cannot be reached (\(error)). Check the network; where Telegram is blocked, set proxy, or api \
                for a Bot API server of your own.
                """)
        default: Finding(.fault, "Telegram does not answer as it should: \(error).")
        }
    }

    private func webhookFindings() async -> [Finding] {
        do throws(BotError) {
            let state = try await client.webhook()
            var findings: [Finding] = []
            switch (webhook, state.url) {
            case (nil, ""): findings.append(Finding(.good, "No webhook is set: the bot polls."))
            case (nil, _):
                findings.append(
                    Finding(
                        .warning,
                        "A webhook is set, but the bot is to poll. The desk removes it when it starts; until then nothing arrives."
                    ))
            case (let expected?, let found) where expected == found:
                findings.append(Finding(.good, "Updates are delivered to \(found)."))
            case (let expected?, _):
                findings.append(
                    Finding(
                        .warning, "The webhook is not set to \(expected) yet. The desk sets it when it starts."))
            }
            if let message = state.lastErrorMessage, !state.url.isEmpty {
                findings.append(
                    Finding(
                        .fault,
                        """
                        Telegram could not deliver to the webhook: \(message). Check that its address is reachable from \
                        the internet on port 443, 80, 88 or 8443, with a certificate that is trusted.
                        """))
            }
            if state.pendingUpdateCount > 100 {
                findings.append(
                    Finding(
                        .warning,
                        "\(state.pendingUpdateCount) updates wait at Telegram, which keeps them for 24 hours. Start the desk."
                    ))
            }
            return findings
        } catch {
            return [Finding(.fault, "The state of the webhook cannot be had: \(error).")]
        }
    }

    private func groupFindings(_ id: Int64, _ me: BotUser, sendsTest: Bool) async -> [Finding] {
        do throws(BotError) {
            let chat = try await client.chat(id)
            let member = try await client.member(me.id, of: id)
            var findings: [Finding] = []
            let isAdministrator = member.status == "administrator" || member.status == "creator"
            if !member.isPresent {
                return [Finding(.fault, "The bot is no member of the group \(id). Add it there.")]
            }
            findings.append(
                Finding(.good, "The bot is \(isAdministrator ? "an administrator" : "a member") of the group \(id).")
            )
            if chat.type == .group {
                findings.append(
                    Finding(
                        .warning, "The group is a basic one: it has no topics. Topics can be turned on in its settings."
                    ))
            }
            if chat.isForum == true, member.status != "creator", member.canManageTopics != true {
                findings.append(
                    Finding(
                        .fault,
                        "The bot may not make topics in the group. Make it an administrator who may manage topics."))
            }
            if !isAdministrator, me.canReadAllGroupMessages != true {
                findings.append(
                    Finding(
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
                return [Finding(.fault, "The group has become a supergroup. Set group = \(new).")]
            case .chatNotFound, .blocked:
                return [Finding(.fault, "The bot is no member of the group \(id). Add it there.")]
            default: return [Finding(.fault, "The group \(id) cannot be looked at: \(error).")]
            }
        }
    }

    private func test(_ group: Int64) async -> Finding {
        var call = BotCall.message(FormattedText("cabdeskd doctor: this is a test."))
        call["chat_id"] = .integer(group)
        do throws(BotError) {
            _ = try await client.result(of: call, as: JSON.self)
            return Finding(.good, "A test message was sent to the group.")
        } catch {
            return Finding(.fault, "No message can be sent to the group: \(error).")
        }
    }

    /// The findings about the bot's own database, if there is one.
    private func databaseFindings() -> [Finding] {
        let path = place.path(of: name)
        let use: BotUse
        do {
            guard let database = try place.look(at: name) else {
                return [Finding(.warning, "The bot has not run yet: \(path) is not there.")]
            }
            use = try BotUse(database)
        } catch {
            return [
                Finding(
                    .fault,
                    place.database == nil
                        ? "The bot's database \(path) cannot be read. Check its permissions, or restore it."
                        : """
                        The bot's database, \(path), cannot be read (\(FailureKind.name(of: error))). Check that it runs, \
                        and its address and password in the configuration.
                        """)
            ]
        }
        var findings: [Finding] = []
        if place.database != nil {
            findings.append(
                use.holder.map { Finding(.good, "The bot runs on \($0).") }
                    ?? Finding(.warning, "No process runs the bot now. Start the desk."))
        }
        if use.setAside > 0 {
            findings.append(
                Finding(
                    .warning,
                    "\(use.setAside) updates could not be understood and were set aside (table inbox of \(path))."))
        }
        if use.unknown > 0 {
            findings.append(
                Finding(.warning, "Of \(use.unknown) messages nobody knows whether they arrived."))
        }
        if use.failed > 0 {
            findings.append(
                Finding(.warning, "\(use.failed) messages were refused by Telegram (table outbox of \(path))."))
        }
        return findings
    }
}
