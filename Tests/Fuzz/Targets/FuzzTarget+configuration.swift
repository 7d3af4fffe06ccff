import Foundation
import HelpdeskDesk
import HelpdeskModels
import TOMLText
import TestSupport

@testable import HelpdeskCore
@testable import HelpdeskServer
@testable import TelegramBots
@testable import TerminalKit

/// Files that people write.
extension FuzzTarget {
    /// A theme is used or refused in words that name it and, if it is no TOML, the line.
    static func theme(_ text: String) throws(Finding) {
        do throws(ThemeError) {
            let source = try ThemeSource(name: "fuzz", text: text)
            let theme = try ThemeResolver(name: "fuzz", palette: source.palette, roles: source.roles).theme()
            for role in theme.roles { _ = theme[role] }
        } catch {
            try require(error.detail.hasPrefix("fuzz"), "an error without the theme's name: \(error)")
            try require(error.code != .syntax || error.detail.contains("line "), "an error without a line: \(error)")
            try requireHarmless(error.detail, lineEnds: false)
        }
    }

    /// A profile that is added to `config.toml` can be used, takes nothing else away, and can be removed again.
    static func profiles(_ text: String) throws(Finding) {
        do {
            let folder = try TemporaryFolder()
            let store = ProfileStore(environment: ["HOME": folder.path, "XDG_CONFIG_HOME": folder.path])
            try FileManager.default.createDirectory(
                atPath: store.directories.config, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(filePath: store.configFile))
            try profiles(in: store, text)
        } catch let error as HelpdeskError {
            // The file is refused: in words, or where it does not say what it should.
            let isToldWhy = error.code != .configurationInvalid || error.detail?.isEmpty == false
            try require(isToldWhy, "refused without a reason: \(error)")
        } catch let finding as Finding {
            throw finding
        } catch {
            throw Finding("\(error)")
        }
    }

    /// The settings in `[ui]` without their lines, which a new profile may move; nil if it is refused.
    private static func settings(in store: ProfileStore) -> UIConfiguration? {
        var settings = try? store.uiConfiguration()
        settings?.keyLines = [:]
        return settings
    }

    private static func profiles(in store: ProfileStore, _ text: String) throws {
        func result<Value>(_ body: () throws(HelpdeskError) -> Value) -> Result<Value, HelpdeskError> {
            do throws(HelpdeskError) { return .success(try body()) } catch { return .failure(error) }
        }
        let names = try store.names()
        let found = names.map { name in result { () throws(HelpdeskError) in try store.profile(named: name) } }
        let settings = Self.settings(in: store)
        let saved: Profile
        do {
            saved = try store.save(name: "fuzzed", url: "https://desk.example", caFile: nil, token: "secret")
        } catch {
            let after = try String(contentsOfFile: store.configFile, encoding: .utf8)
            try requireSame(after, text, "the file is changed by a profile that is refused")
            throw error
        }
        let after = try store.names()
        try require(after == Set(names + ["fuzzed"]).sorted(), "profiles are lost, there are \(after)")
        try require(try store.profile(named: "fuzzed") == saved, "the profile is another than was saved")
        for (name, found) in zip(names, found) where name != "fuzzed" {
            let now = result { () throws(HelpdeskError) in try store.profile(named: name) }
            try require(now == found, "another profile has changed: \(found) to \(now)")
        }
        try require(Self.settings(in: store) == settings, "[ui] has changed")
        try store.remove(named: "fuzzed")
        let left = try store.names()
        try require(left == names.filter { $0 != "fuzzed" }, "other profiles are removed, there are \(left)")
        try require(Self.settings(in: store) == settings, "[ui] has changed")
    }

    /// The server's file with the bots' tables is used, or refused in a sentence that names it.
    static func server(_ text: String) throws(Finding) {
        let readers: [(ConfigurationTable) throws -> Void] = [
            { _ = try ServerConfiguration($0) }, { _ = try SupportConfiguration($0) },
            { _ = try AlertConfiguration($0, desk: Sample.desk) },
        ]
        for read in readers {
            do {
                try read(ConfigurationTable(text, name: "desk.toml", directory: URL(filePath: "/srv/desk/")))
            } catch {
                try require(error is ConfigurationError, "another error: \(error)")
                let words = "\(error)"
                try require(words.hasPrefix("desk.toml") && words.count > 20, "no sentence: \(words)")
            }
        }
    }
}
