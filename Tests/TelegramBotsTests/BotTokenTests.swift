import TelegramBots
import Testing

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
