import CabdeskUI
import HelpdeskCore
import TerminalKit
import TestSupport
import Testing

@Suite("Notifications")
struct NotificationTests {
    @Test("each of them is switched on the Customer Page, said, and kept")
    func switched() {
        var state = UIFixture.state()
        state.press(.character("3"))
        var kept = state.preferences
        kept.bell = false
        #expect(state.press(.character("b")) == [.write(.savePreferences(kept))])
        #expect(state.view(theme: .fallback).lines.joined().contains("Звуковий сигнал: вимкнено"))
        kept.desktopNotifications = true
        #expect(state.press(.character("n")) == [.write(.savePreferences(kept))])
        kept.notificationText = true
        #expect(state.press(.character("t")) == [.write(.savePreferences(kept))])
        #expect(state.notifications.kinds == [.desktop])
        #expect(state.notifications.showsText)
    }

    @Test("what was chosen in the program wins over the configuration, and nothing else does")
    func precedence() {
        let configuration = UIConfiguration(notifications: [.osc9, .bell], notificationText: true)
        #expect(NotificationSettings(configuration).kinds == [.osc9, .bell])
        var preferences = Preferences()
        preferences.bell = false
        preferences.desktopNotifications = true
        preferences.notificationText = false
        let settings = NotificationSettings(configuration, preferences)
        #expect(settings.kinds == [.osc9, .desktop])
        #expect(!settings.showsText)
    }
}
