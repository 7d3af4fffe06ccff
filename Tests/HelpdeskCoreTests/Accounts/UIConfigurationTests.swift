import Foundation
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

struct UIConfigurationTests {
    private func read(_ text: String) throws -> UIConfiguration {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path + "/cabdesk", withIntermediateDirectories: true)
        try folder.write(Data(text.utf8), to: "cabdesk/config.toml")
        return try ProfileStore(environment: ["HOME": folder.path, "XDG_CONFIG_HOME": folder.path]).uiConfiguration()
    }

    @Test("Without the table the defaults hold")
    func defaults() throws {
        #expect(try read("[profiles.a]\nurl = \"a.example\"\n") == UIConfiguration())
        #expect(UIConfiguration().undoSeconds == 5)
    }

    @Test("Everything that can be set is read")
    func everything() throws {
        let configuration = try read(
            """
            [ui]
            theme = "night"
            language = "uk"
            mouse = false
            escape_delay_ms = 250
            undo_seconds = 0
            editor = "vim -n"
            pictures = "sixel"
            notifications = ["osc9", "bell", "osc9"]
            notification_text = true

            [ui.viewers]
            "image/*" = ["chafa", "{}"]
            "Image/PNG" = ["feh", "--", "{}"]

            [ui.keys]
            "list.open" = ["Enter", "l"]
            list.close = []
            """)
        var expected = UIConfiguration(
            theme: "night", language: .ukrainian, mouse: false, escapeDelay: 250, undoSeconds: 0,
            viewers: ["image/*": ["chafa", "{}"], "image/png": ["feh", "--", "{}"]], editor: "vim -n",
            pictures: .sixel, notifications: [.osc9, .bell], notificationText: true,
            keys: ["list.open": ["Enter", "l"], "list.close": []])
        expected.file = configuration.file
        expected.keyLines = ["list.open": 17, "list.close": 18]
        #expect(configuration == expected)
        #expect(configuration.viewer(for: "image/png; x=y")?.first == "feh")
        #expect(configuration.viewer(for: "image/gif")?.first == "chafa")
        #expect(configuration.viewer(for: "text/plain") == nil)
    }

    @Test(
        "What is wrong is said with its line and its key",
        arguments: [
            ("[ui]\ncolour = 1", "ui.colour "), ("[ui]\nmouse = \"yes\"", "ui.mouse "),
            ("[ui]\nundo_seconds = 61", "ui.undo_seconds "), ("[ui]\nescape_delay_ms = -1", "ui.escape_delay_ms "),
            ("[ui]\nlanguage = \"de\"", "ui.language "), ("[ui]\npictures = \"png\"", "ui.pictures "),
            ("[ui]\nnotifications = [\"sms\"]", "ui.notifications "), ("[ui]\ntheme = 3", "ui.theme "),
            ("[ui.viewers]\nimage = [\"a\", \"{}\"]", "ui.viewers.image "),
            ("[ui.viewers]\n\"image/*\" = []", "ui.viewers.\"image/*\" "),
            ("[ui.viewers]\n\"image/*\" = [\"a\"]", "ui.viewers.\"image/*\" "),
            ("[ui.keys]\nopen = [\"a\"]", "ui.keys.open "), ("[ui.keys]\n\"a.b\" = \"c\"", "ui.keys.\"a.b\" "),
            ("ui = 1", "ui "),
        ])
    func errors(_ text: String, _ beginning: String) throws {
        let error = #expect(throws: HelpdeskError.self) { try read(text) }
        #expect(error?.code == .configurationInvalid)
        let line = text.contains("\n") ? "line 2: " : ""
        #expect(error?.detail?.hasPrefix(line + beginning) == true, "\(error?.detail ?? "")")
    }
}
