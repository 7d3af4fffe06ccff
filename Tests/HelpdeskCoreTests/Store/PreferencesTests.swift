import GRDB
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

struct PreferencesTests {
    @Test("What was saved is read again, also on the caller's thread")
    func saved() async throws {
        let desk = try Desk()
        #expect(try await desk.store.preferences() == Preferences())
        let preferences = Preferences(
            view: .waiting, sort: TicketSort(column: .subject, isAscending: true),
            language: .english, theme: "night")
        try await desk.store.savePreferences(preferences)
        #expect(try await desk.restarted().store.preferences() == preferences)
        #expect(try desk.store.preferencesNow() == preferences)
        #expect(preferences.query == TicketQuery(view: .waiting, sort: preferences.sort))
    }

    @Test("What cannot be understood gives way to the default, and the rest stays")
    func tolerant() async throws {
        let desk = try Desk()
        for (json, expected) in [
            (#"{"view":"galaxy","sort":7,"filter":"a","theme":null,"more":1}"#, Preferences()),
            ("not JSON", Preferences()), ("[]", Preferences()),
        ] {
            try await desk.store.write { try MetaKey.preferences.write(json, $0) }
            #expect(try await desk.store.preferences() == expected)
        }
    }
}
