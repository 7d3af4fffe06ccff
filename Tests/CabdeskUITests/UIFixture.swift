import CabdeskUI
import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport

/// A screen with the sample desk on it, in a fixed zone at a fixed time.
enum UIFixture {
    static let kyiv = ReaderZone.named(TimeZone(identifier: "Europe/Kyiv") ?? .gmt)

    static func state(
        size: Size = Size(rows: 24, columns: 80), language: Language = .ukrainian
    ) -> AppState {
        var state = AppState(
            size: size, language: language, timeZone: kyiv, now: SampleDesk.now, downloadDirectory: "/home/olena",
            ids: .random())
        state.show(SampleDesk.firstScreen)
        _ = state.update(.syncStatusChanged(SyncStatus(phase: .online)))
        return state
    }

    /// A theme of the project's `themes` folder.
    static func theme(_ name: String) -> Theme {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../themes")
        return (try? ThemeFile.load(name: name, directories: [root.path])) ?? .fallback
    }
}

extension AppState {
    mutating func update(_ message: AppMessage) -> [Effect] { update(message, ids: .random()) }

    @discardableResult
    mutating func press(_ keys: Key...) -> [Effect] {
        keys.flatMap { update(.keyPressed($0)) }
    }

    @discardableResult
    mutating func type(_ text: String) -> [Effect] {
        text.flatMap { update(.keyPressed($0 == "\n" ? .enter : .character($0))) }
    }

    mutating func openSampleTicket() {
        press(.down, .enter)
        _ = update(.conversationLoaded(SampleDesk.conversation.ticket.id, SampleDesk.conversation))
    }

    mutating func fillInSampleTicket() {
        press(.alt("2"), .enter, .enter)
        type("+380 44 123 45 67")
        press(.enter)
        type("Не проходять вхідні дзвінки\nЗ 14:10 на лінії 2 тиша, вихідні працюють.")
        _ = update(.fileAttached(create.draft.id, Self.sampleFile))
    }

    /// All text on the screen.
    var painted: String { view(theme: .fallback).lines.map { "\($0)" }.joined(separator: "\n") }

    static var sampleFile: OutgoingFile {
        OutgoingFile(
            id: SampleDesk.id(41), name: "екран.png", mediaType: "image/png", size: 215_040, sha256: SampleDesk.digest)
    }
}

extension Effect {
    var look: Effect.Look? {
        if case .files(.look(let look)) = self { look } else { nil }
    }
}

extension LinearState {
    mutating func update(_ message: AppMessage) -> [Effect] { update(message, ids: .random()) }
}
