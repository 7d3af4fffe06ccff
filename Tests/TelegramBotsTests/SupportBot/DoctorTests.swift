import Foundation
import HelpdeskDesk
import HelpdeskModels
import HelpdeskTransport
import TOMLText
import TestSupport
import Testing

@testable import TelegramBots

struct DoctorTests {
    private func doctor(_ rig: SupportRig, group: Int64? = SupportRig.group) throws -> BotDoctor {
        BotDoctor(
            token: try #require(BotToken(SupportRig.token)), server: .telegram, transport: rig.telegram,
            username: "Example_Bot", group: group, webhook: nil, place: rig.place.place, name: "support")
    }

    private func group(_ rig: SupportRig, isForum: Bool, _ member: JSON) {
        rig.telegram.next(
            .result(["id": .integer(SupportRig.group), "type": "supergroup", "is_forum": .bool(isForum)]), to: "getChat"
        )
        rig.telegram.next(.result(member), to: "getChatMember")
    }

    @Test("A bot that can do its work gets nothing but good findings, and a test message on demand")
    func healthy() async throws {
        let rig = try SupportRig()
        group(rig, isForum: true, ["status": "administrator", "can_manage_topics": true])
        let findings = try await doctor(rig).findings(sendsTest: true)
        // In PostgreSQL the doctor also knows that no process runs the bot just now.
        #expect(findings.filter { $0.kind != .good }.count == (TestEngine.isPostgres ? 1 : 0))
        #expect(rig.telegram.texts(SupportRig.group).count == 1)
    }

    @Test(
        "What the bot's database tells is told: what was set aside, the process that runs the bot, and that it never ran"
    )
    func database() async throws {
        let rig = try SupportRig()
        try await rig.receive([rig.update("message", ["message_id": "no number", "chat": ["id": 7]])])
        try await rig.settle()
        func texts(_ name: String) async throws -> [String] {
            let doctor = BotDoctor(
                token: try #require(BotToken(SupportRig.token)), server: .telegram, transport: rig.telegram,
                username: nil, group: nil, webhook: nil, place: rig.place.place, name: name)
            return await doctor.findings(sendsTest: false).map(\.text)
        }
        #expect(try await texts("support").contains { $0.hasPrefix("1 updates could not be understood") })
        #expect(try await texts("support-9").contains { $0.hasPrefix("The bot has not run yet") })
        guard TestEngine.isPostgres else { return }
        #expect(try await texts("support").contains { $0.hasPrefix("No process runs the bot now") })
        let lines = LogLines()
        let running = Task { [store = rig.store] in
            try await store.runAlone(lines.log) {
                lines.log.info("it runs")
                try? await Task.sleep(for: .seconds(600))
            }
        }
        try await lines.wait(for: "it runs")
        #expect(try await texts("support").contains { $0.hasPrefix("The bot runs on ") })
        running.cancel()
        try await running.value
    }

    @Test("Privacy mode and missing rights in a forum are faults, each with what to do")
    func rights() async throws {
        let rig = try SupportRig()
        group(rig, isForum: true, ["status": "member"])
        let faults = try await doctor(rig).findings(sendsTest: false).filter { $0.kind == .fault }.map(\.text)
        #expect(faults.contains { $0.contains("manage topics") })
        #expect(faults.contains { $0.contains("/setprivacy") })
        #expect(rig.telegram.texts(SupportRig.group).isEmpty)
    }

    @Test("A wrong token, a dead network and a group that moved are told for what they are, without the token")
    func failures() async throws {
        let rig = try SupportRig()
        let secret = String(SupportRig.token.drop { $0 != ":" }.dropFirst())
        rig.telegram.next(.refuse(code: 401, "Unauthorized"), to: "getMe")
        rig.telegram.next(.fail(TransportError(.unreachable, detail: SupportRig.token)), to: "getMe")
        rig.telegram.next(
            .refuse(code: 400, "Bad Request", parameters: ["migrate_to_chat_id": -42]), to: "getChat")
        var texts: [String] = []
        for _ in 0..<3 {
            let first = try await doctor(rig).findings(sendsTest: false).first { $0.kind == .fault }
            texts.append(first?.text ?? "")
        }
        #expect(texts[0].contains("refuses the token"))
        #expect(texts[1].contains("cannot be reached"))
        #expect(texts[2].contains("-42"))
        #expect(texts.allSatisfy { !$0.contains(secret) })
    }

    @Test("The support bot's configuration is read, and what is wrong is named")
    func configuration() throws {
        func read(_ text: String) throws -> SupportConfiguration? {
            try SupportConfiguration(
                ConfigurationTable(text, name: "desk.toml", directory: URL(filePath: "/etc/desk")))
        }
        #expect(try read("[desk]\nname = \"X\"") == nil)
        let full = try #require(
            try read(
                """
                [support]
                token_file = "support.token"
                group = -100
                language = "en"
                proxy = "socks5h://127.0.0.1:1080"
                webhook = "https://desk.example.org/telegram/support"
                """))
        #expect(full.connection.token == .file(URL(filePath: "support.token", relativeTo: URL(filePath: "/etc/desk"))))
        #expect(full.staff == StaffGroup(chat: -100, language: .english))
        for (line, key) in [
            ("", "token_file"), ("token = \"1:A\"", "token"), ("token_file = \"a\"\ntoken_env = \"B\"", "token_file"),
            ("token_file = \"a\"\ngroup = 5", "group"), ("token_file = \"a\"\nwebhook = \"http://a/b\"", "webhook"),
            ("token_file = \"a\"\nlocal = true", "local"), ("token_file = \"a\"\nproxy = \"ftp://a\"", "proxy"),
        ] {
            let error = #expect(throws: ConfigurationError.self) { try read("[support]\n\(line)") }
            #expect(error?.description.contains(key) == true)
        }
    }
}
