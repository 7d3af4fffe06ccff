import Foundation
import HelpdeskTransport
import TOMLText
import Testing

@testable import TelegramBots

struct SecretsTests {
    @Test("Case 35: no error holds the token, whatever fails and whatever the network says of it")
    func errors() async throws {
        let rig = try SupportRig()
        let client = rig.bot.client
        let secret = String(SupportRig.token.drop { $0 != ":" }.dropFirst())
        let url = "https://api.telegram.org/bot\(SupportRig.token)/getMe"
        var said: [String] = []
        let answers: [ScriptedTelegram.Answer] = [
            .fail(TransportError(.unreachable, detail: "no route to \(url)")),
            .fail(TransportError(.timedOut, path: url, detail: url.replacing(":", with: "%3A"))),
            .refuse(code: 401, "Unauthorized: \(SupportRig.token)"), .refuse(code: 500, url), .loseAnswer,
        ]
        for answer in answers {
            rig.telegram.next(answer, to: "getMe")
            do throws(BotError) {
                _ = try await client.me()
            } catch {
                said += ["\(error)", String(reflecting: error), error.localizedDescription]
            }
        }
        var file = BotFile(fileId: "f", fileUniqueId: "f")
        file.filePath = "documents/none"
        do throws(BotError) {
            try await client.download(file, to: "/nowhere", limit: 10)
        } catch {
            said += ["\(error)", String(reflecting: error)]
        }
        said += ["\(client)", String(reflecting: client), "\(rig.bot)"]
        #expect(said.count > 15)
        #expect(said.allSatisfy { !$0.contains(secret) })
    }

    @Test("Case 35: neither the log nor the database ever holds the token")
    func kept() async throws {
        let rig = try SupportRig(staff: true)
        let url = "https://api.telegram.org/bot\(SupportRig.token)/sendMessage"
        try await rig.linked(7)
        let ticket = await rig.desk.addTicket("No calls")
        for answer: ScriptedTelegram.Answer in [
            .fail(TransportError(.unreachable, detail: url)), .refuse(code: 400, "Bad Request: \(url)"), .loseAnswer,
        ] {
            rig.telegram.next(answer) { $0.chat == 7 }
            await rig.desk.answer(ticket, "Hello")
            try await rig.settle()
        }
        #expect(!rig.lines.all.isEmpty)
        let secret = String(SupportRig.token.drop { $0 != ":" }.dropFirst())
        #expect(rig.lines.all.allSatisfy { !$0.contains(secret) })
        let texts = try await rig.store.texts("SELECT body || COALESCE(reason, '') FROM outbox")
        #expect(texts.contains { $0.contains("Hello") } && texts.allSatisfy { !$0.contains(secret) })
    }

    @Test("A token comes from a file that only its owner may read, a variable or a program")
    func sources() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "token")
        let manager = FileManager.default
        _ = manager.createFile(atPath: file.path, contents: Data("1:A\n".utf8), attributes: [.posixPermissions: 0o600])
        #expect(try SecretSource.file(file).token().botID == 1)
        try manager.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
        #expect(throws: ConfigurationError.self) { try SecretSource.file(file).token() }
        #expect(try SecretSource.environment("BOT").token(environment: ["BOT": "2:B"]).botID == 2)
        #expect(throws: ConfigurationError.self) { try SecretSource.environment("BOT").token(environment: [:]) }
        #expect(try SecretSource.command(["echo", "3:C"]).token().botID == 3)
        #expect(throws: ConfigurationError.self) { try SecretSource.command(["false"]).token() }
    }
}

struct BotTokenTests {
    @Test("A token is the bot's number and its secret")
    func parses() {
        #expect(BotToken("123456:ABC-def_789")?.botID == 123_456)
    }

    @Test(
        "What would not be a token, or would leave its place in a URL, is refused",
        arguments: [
            "", ":", "123456", "123456:", "x:ABC", "-1:ABC", "1:A/B", "1:A B", "1:A?b", "1:Ä", "99999999999999999999:A",
        ])
    func refuses(text: String) {
        #expect(BotToken(text) == nil)
    }

    @Test("A token never prints its secret")
    func hidesItself() throws {
        let token = try #require(BotToken("123456:ABC-def_789"))
        var dumped = ""
        dump([token], to: &dumped)
        for text in ["\(token)", String(reflecting: token), "\(Optional(token) as Any)", dumped] {
            #expect(!text.contains("ABC"))
        }
    }
}
