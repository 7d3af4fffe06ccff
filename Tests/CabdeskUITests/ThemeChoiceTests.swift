import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

/// A theme that cannot be used is said, at the start and when it is chosen.
@Suite("Themes")
struct ThemeChoiceTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(Data("inherits = \"b\"\n".utf8), to: "a.toml")
        try folder.write(Data("inherits = \"a\"\n".utf8), to: "b.toml")
        try folder.write(Data("[roles\n".utf8), to: "broken.toml")
        try folder.write(Data("[roles]\ntext = \"nosuchcolour\"\n".utf8), to: "colour.toml")
        try folder.write(Data("[roles]\ntext = \"red\"\n".utf8), to: "dark.toml")
    }

    private func themes(_ wanted: String? = nil) -> ThemeFolders {
        ThemeFolders(directories: [folder.path], configured: wanted)
    }

    @Test("the start says why a theme is not the one that was asked for, and takes another one")
    func first() {
        for (name, code) in [
            ("a", ThemeError.Code.cycle), ("broken", .syntax), ("colour", .unknownColor), ("none", .notFound),
        ] {
            for (theme, error) in [themes().first(name), themes(name).first(nil)] {
                #expect(error?.code == code, "\(name)")
                #expect(theme.name == "dark" || theme == .fallback)
            }
        }
        #expect(themes().first("dark").error == nil)
        let empty = ThemeFolders(directories: [folder.path + "/none"], configured: nil).first(nil)
        #expect(empty.error == nil && empty.theme == .fallback)
    }

    @Test("a theme is kept only when it could be loaded; else it is said why, and the one before comes back")
    func chosen() async throws {
        var state = UIFixture.state()
        state.preferences.theme = "dark"
        _ = state.update(.themesFound(["a", "broken", "dark"], current: "dark"))
        let effects = state.press(.up, .enter)
        #expect(effects.last == .files(.look(.theme("broken", isChosen: true))))
        let answer = await Lookups(themes: themes(), restrictions: .none).message(for: try #require(effects[1].look))
        #expect(state.update(answer) == [.files(.look(.theme("dark")))])
        #expect(state.preferences.theme == "dark")
        #expect(state.notice?.kind == .failed)
        #expect(state.view(theme: .fallback).lines.joined().contains("broken"))
    }

    @Test("each fault of a theme has a sentence in every language")
    func sentences() {
        for code in [ThemeError.Code.notFound, .unreadable, .syntax, .invalidValue, .unknownColor, .cycle] {
            for strings in [Strings(language: .ukrainian), Strings(language: .russian), Strings(language: .english)] {
                #expect(strings[.themeUnusable(ThemeError(code: code, detail: "night"))].contains("night"))
            }
        }
    }
}
