import HelpdeskModels
import Testing

@testable import TelegramBots

struct AlertTextsTests {
    @Test("Every button's data fits into 64 bytes and is read back as what it was")
    func presses() {
        let presses: [AlertPress] =
            AlertChoice.allCases.map(AlertPress.choose) + Language.allCases.map(AlertPress.speak)
            + [.acknowledge(.max), .resolve(.max), .reopen(1)]
        for press in presses {
            #expect(press.data.utf8.count <= 64)
            #expect(AlertPress(press.data) == press)
        }
    }

    @Test("Commands are read with and without the bot's name, and another bot's are left alone")
    func commands() {
        #expect(AlertCommand("/merge 12 №11", bot: "b") == .merge(12, into: 11))
        #expect(AlertCommand("/merge 12 12", bot: "b") == .incomplete("merge"))
        #expect(AlertCommand("/SPLIT@B #57", bot: "b") == .split(report: 57))
        #expect(AlertCommand("/tell 12 a\nb", bot: "b") == .tell(12, text: "a\nb"))
        #expect(AlertCommand("/start anything", bot: "b") == .start)
        #expect(AlertCommand("/onduty@other", bot: "b") == nil)
        #expect(AlertCommand("it is /broken", bot: "b") == nil)
        #expect(AlertCommand("/what is this", bot: nil) == .unknown)
        #expect(AlertCommand("/", bot: nil) == nil)
        #expect(AlertCommand("/dev/ttyUSB0 is dead", bot: nil) == nil)
    }

    @Test("Plurals and times are right in all languages")
    func numbers() {
        let ukrainian = AlertStrings(language: .ukrainian, utcOffsetMinutes: 180)
        #expect(ukrainian[duty: .reportCount(1)] == "1 повідомлення:")
        #expect(ukrainian[duty: .reportCount(11)] == "11 повідомлень:")
        #expect(AlertStrings(language: .russian, utcOffsetMinutes: 180)[duty: .reportCount(22)] == "22 сообщения:")
        #expect(ukrainian.time(AlertNight.start) == "23:00 (GMT+3)")
        #expect(AlertStrings(language: .english, utcOffsetMinutes: -570).time(AlertNight.start) == "10:30 (GMT-9:30)")
    }
}
