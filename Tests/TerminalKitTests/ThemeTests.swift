import Foundation
import TerminalKit
import Testing

@Suite("Themes")
struct ThemeTests {
    private static let shipped = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "themes").path(percentEncoded: false)

    private static let roles: [Role] = [
        "text", "text.dim", "text.strong", "title", "tab", "tab.active", "border", "header", "row", "row.selected",
        "row.unread", "row.selected.inactive", "status.new", "status.open", "status.waiting", "status.resolved",
        "message.customer", "message.agent", "message.internal", "message.queued", "message.failed", "link", "field",
        "field.active", "field.label", "field.required", "placeholder", "panel", "panel.title", "button",
        "button.active", "footer", "footer.key", "banner.info", "banner.warning", "banner.error", "match",
        "attachment", "qr", "dialog", "cursor",
    ]

    /// Theme files in a directory of their own, removed afterwards.
    private func load(_ name: String, _ files: [String: String]) throws -> Theme {
        let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        for (file, text) in files {
            try Data(text.utf8).write(to: directory.appending(path: file + ".toml"))
        }
        return try ThemeFile.load(name: name, directories: ["nowhere", directory.path(percentEncoded: false)])
    }

    private func code(_ name: String, _ files: [String: String]) -> ThemeError.Code? {
        do {
            _ = try load(name, files)
            return nil
        } catch let error as ThemeError {
            return error.code
        } catch {
            return nil
        }
    }

    @Test("A role that is not listed looks like its parent")
    func parents() {
        let text = Style(foreground: .indexed(7))
        let status = Style(foreground: .indexed(2))
        let theme = Theme(name: "t", styles: ["text": text, "status": status])
        #expect(theme["status.open.late"] == status)
        #expect(theme["unheard.of"] == text)
        #expect(Theme(name: "t", styles: [:])["text"] == .plain)
    }

    @Test("What a role leaves out it has from its parent")
    func partial() throws {
        let theme = try load(
            "a",
            [
                "a": """
                [palette]
                ink = "#102030"
                [roles]
                text = { fg = "ink", bg = 231 }
                status = { attributes = ["bold"] }
                "status.new" = "bright-cyan"
                """
            ])
        #expect(theme["status"] == Style(foreground: .rgb(16, 32, 48), background: .indexed(231), attributes: .bold))
        #expect(theme["status.new"] == Style(foreground: .indexed(14), background: .indexed(231), attributes: .bold))
    }

    @Test("A theme changes the palette it inherits")
    func inheritance() throws {
        let theme = try load(
            "child",
            [
                "base": "[palette]\nink = \"red\"\n[roles]\ntext = \"ink\"\nlink = \"blue\"",
                "child": "inherits = \"base\"\n[palette]\nink = \"green\"",
            ])
        #expect(theme["text"].foreground == .indexed(2))
        #expect(theme["link"].foreground == .indexed(4))
        #expect(theme.name == "child")
    }

    @Test(
        "A wrong theme says what is wrong",
        arguments: [
            ("inherits = \"a\"", .cycle), ("inherits = \"gone\"", .notFound),
            ("[roles]\ntext = \"mauve\"", .unknownColor),
            ("[palette]\nx = \"y\"\ny = \"x\"\n[roles]\ntext = \"x\"", .cycle), ("[roles", .syntax),
            ("[roles]\ntext = { fgg = \"red\" }", .invalidValue), ("[role]\n", .invalidValue),
            ("inherits = 7", .invalidValue),
            ("[roles]\ntext = { attributes = [\"blink\"] }", .invalidValue), ("[roles]\ntext = 256", .unknownColor),
            ("[roles]\ntext = \"#12345\"", .unknownColor),
        ] as [(String, ThemeError.Code)])
    func errors(text: String, expected: ThemeError.Code) {
        #expect(code("a", ["a": text]) == expected)
    }

    @Test("A name never leads out of the directories", arguments: ["../a", "/etc/a", "", "a b", "a\0"])
    func names(name: String) {
        #expect(code(name, ["a": ""]) == .notFound)
    }

    @Test(
        "The shipped themes define every role and read well, in 256 and 16 colours too", arguments: ["dark", "light"])
    func contrast(name: String) throws {
        let theme = try ThemeFile.load(name: name, directories: [Self.shipped])
        #expect(ThemeFile.names(directories: [Self.shipped]).contains(name))
        #expect(Set(Self.roles).isSubset(of: theme.roles))
        for depth in [ColorDepth.trueColor, .indexed256, .ansi16] {
            let shown = theme.reduced(to: depth)
            for role in Self.roles where role != "border" {
                let ratio = try #require(shown[role].foreground.contrast(with: shown[role].background))
                #expect(ratio >= 4.5, "\(role.rawValue) in \(depth): \(shown[role])")
            }
        }
    }

    @Test("What is drawn over a selected row reads well there", arguments: ["dark", "light"])
    func selection(name: String) throws {
        let theme = try ThemeFile.load(name: name, directories: [Self.shipped])
        let over: [Role] = ["status.new", "status.open", "status.waiting", "status.resolved", "text.dim", "attachment"]
        for depth in [ColorDepth.trueColor, .indexed256] {
            let shown = theme.reduced(to: depth)
            for role in over {
                for row in ["row.selected", "row.selected.inactive"] as [Role] {
                    let ratio = try #require(shown[role].foreground.contrast(with: shown[row].background))
                    #expect(ratio >= 4.5, "\(role.rawValue) \(shown[role]) on \(row.rawValue) \(shown[row])")
                }
            }
        }
    }

    @Test("Without colours attributes tell the roles apart")
    func mono() {
        let mono = Theme(name: "t", styles: ["row.selected": Style(background: .rgb(1, 2, 3))]).reduced(to: .mono)
        #expect(mono["row.selected"] == Style(attributes: .reverse))
        #expect(mono["qr"] == Style(attributes: .reverse))
        #expect(mono.roles.allSatisfy { mono[$0].foreground == .standard && mono[$0].background == .standard })
    }

    @Test("Contrast is WCAG's")
    func formula() throws {
        let ratio = try #require(Color.rgb(0x76, 0x76, 0x76).contrast(with: .rgb(255, 255, 255)))
        #expect(abs(ratio - 4.54) < 0.01)
        #expect(Color.rgb(0, 0, 0).contrast(with: .rgb(255, 255, 255)) == 21)
        #expect(Color.standard.contrast(with: .indexed(0)) == nil)
    }
}
