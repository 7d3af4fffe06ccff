import Foundation
import TerminalKit
import Testing

@Suite("Themes")
struct ThemeTests {
    private static let shipped = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "themes").path(percentEncoded: false)

    /// Those whose colours are known.
    private static let coloured = [
        "colour-blind-safe", "dark", "gruvbox", "high-contrast-dark", "high-contrast-light", "light",
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

    @Test("Every shipped theme defines every role that is painted, and none that is not")
    func completeness() throws {
        let names = ThemeFile.names(directories: [Self.shipped])
        #expect(names == (["ansi16", "mono"] + Self.coloured).sorted())
        let painted = try PaintedRoles.all()
        #expect(painted.isSuperset(of: ["text", "row.selected", "status.open", "message.internal", "note.border"]))
        for theme in try names.map({ try ThemeFile.load(name: $0, directories: [Self.shipped]) }) + [Theme.fallback] {
            let differing = painted.symmetricDifference(theme.roles).map(\.rawValue).sorted()
            #expect(differing.isEmpty, "\(theme.name)")
        }
    }

    @Test("Every text reads well, in 256 and 16 colours too", arguments: coloured)
    func contrast(name: String) throws {
        let theme = try ThemeFile.load(name: name, directories: [Self.shipped])
        let isHigh = name.hasPrefix("high-contrast")
        for depth in [ColorDepth.trueColor, .indexed256, .ansi16] {
            let shown = theme.reduced(to: depth)
            for role in try PaintedRoles.all() {
                let ratio = try #require(shown[role].foreground.contrast(with: shown[role].background))
                let enough =
                    switch (role, isHigh && depth != .ansi16) {
                    case ("border", let isHigh): isHigh ? 3.0 : 1.0
                    case (_, let isHigh): isHigh ? 7.0 : 4.5
                    }
                #expect(ratio >= enough, "\(role.rawValue) in \(depth): \(shown[role])")
            }
        }
    }

    @Test("What is drawn over a selected row or a dialog reads well there", arguments: coloured)
    func selection(name: String) throws {
        let theme = try ThemeFile.load(name: name, directories: [Self.shipped])
        let over: [Role] = [
            "status.new", "status.open", "status.waiting", "status.resolved", "text.dim", "attachment", "draft",
            "rating", "palette.match", "message.queued", "message.failed",
        ]
        for depth in [ColorDepth.trueColor, .indexed256] {
            let shown = theme.reduced(to: depth)
            for role in over {
                for ground in ["row.selected", "dialog"] as [Role] {
                    let ratio = try #require(shown[role].foreground.contrast(with: shown[ground].background))
                    #expect(ratio >= 4.5, "\(role.rawValue) \(shown[role]) on \(ground.rawValue) \(shown[ground])")
                }
            }
        }
    }

    @Test("What is selected differs from what is not, however few colours there are", arguments: coloured + ["ansi16"])
    func visibleSelection(name: String) throws {
        let theme = try ThemeFile.load(name: name, directories: [Self.shipped])
        for depth in [ColorDepth.trueColor, .indexed256, .ansi16, .mono] {
            let shown = theme.reduced(to: depth)
            for (role, other) in [("row.selected", "row"), ("tab.active", "tab"), ("selection", "field.active")] {
                let (style, rest) = (shown[Role(role)], shown[Role(other)])
                let isReversed = style.attributes.symmetricDifference(rest.attributes).contains(.reverse)
                #expect(style.background != rest.background || isReversed, "\(role) in \(depth): \(style)")
            }
        }
    }

    private static func everywhere() throws -> [Theme] {
        let names = ThemeFile.names(directories: [shipped])
        let themes = try names.map { try ThemeFile.load(name: $0, directories: [shipped]) } + [Theme.fallback]
        return themes.flatMap { theme in
            [ColorDepth.trueColor, .indexed256, .ansi16, .mono].map { theme.reduced(to: $0) }
        }
    }

    @Test("An example in a field is no value, however few colours there are")
    func placeholders() throws {
        for theme in try Self.everywhere() {
            let placeholder = theme["placeholder"]
            for role in ["field", "field.active"] as [Role] {
                let marks = placeholder.attributes.subtracting(theme[role].attributes)
                #expect(!marks.isDisjoint(with: [.dim, .italic]), "\(theme.name): \(placeholder) and \(theme[role])")
            }
        }
        for name in Self.coloured {
            let theme = try ThemeFile.load(name: name, directories: [Self.shipped])
            for depth in [ColorDepth.trueColor, .indexed256] {
                let shown = theme.reduced(to: depth)
                for role in ["field", "field.active"] as [Role] {
                    let placeholder = shown["placeholder"].foreground
                    let difference = try #require(placeholder.contrast(with: shown[role].foreground))
                    #expect(difference >= 1.4, "\(name), \(depth): \(placeholder) and \(shown[role])")
                    let ratio = try #require(placeholder.contrast(with: shown[role].background))
                    #expect(ratio >= (name.hasPrefix("high-contrast") ? 7 : 4.5), "\(name), \(depth): \(shown[role])")
                }
            }
        }
    }

    @Test("What waits for the reader has a colour of its own, far from what is resolved and from plain text")
    func waiting() throws {
        let eye = ColorVision.all[0]
        for name in Self.coloured {
            let theme = try ThemeFile.load(name: name, directories: [Self.shipped])
            for depth in [ColorDepth.trueColor, .indexed256] {
                let shown = theme.reduced(to: depth)
                let waiting = shown["status.waiting"]
                for (other, least) in [
                    ("status.resolved", 30.0), ("status.open", 30), ("status.new", 30), ("text", 40),
                ] {
                    let style = shown[Role(other)]
                    let texts = try #require(eye.difference(waiting.foreground, style.foreground))
                    let grounds = try #require(eye.difference(waiting.background, style.background))
                    // Dark ink hides every colour, so there the ground has to differ.
                    let holds = name.hasSuffix("light") ? grounds >= 30 : texts >= least
                    #expect(holds, "\(name), \(depth): \(waiting) and \(other)")
                }
            }
        }
    }

    @Test("A selected row that is unread differs from one that is not")
    func selectedUnread() throws {
        for theme in try Self.everywhere() {
            let marks = theme["row.unread"].attributes.subtracting(theme["row.selected"].attributes)
            #expect(marks.contains(.bold), "\(theme.name): \(theme["row.selected"])")
        }
    }

    @Test("The theme of sixteen colours has no others, and reads well where it sets both")
    func ansi() throws {
        let theme = try ThemeFile.load(name: "ansi16", directories: [Self.shipped])
        for role in theme.roles {
            #expect(theme[role].foreground.reduced(to: .ansi16) == theme[role].foreground, "\(role.rawValue)")
            #expect(theme[role].background.reduced(to: .ansi16) == theme[role].background, "\(role.rawValue)")
            if let ratio = theme[role].foreground.contrast(with: theme[role].background) {
                #expect(ratio >= 4.5, "\(role.rawValue)")
            }
        }
    }

    @Test("What differs in meaning differs for every eye in the colour-blind safe theme", arguments: ColorVision.all)
    func colorVision(_ vision: ColorVision) throws {
        let theme = try ThemeFile.load(name: "colour-blind-safe", directories: [Self.shipped])
        for depth in [ColorDepth.trueColor, .indexed256] {
            let shown = theme.reduced(to: depth)
            let texts = ["status.new", "status.open", "status.waiting", "status.resolved", "message.failed"].map {
                shown[Role($0)].foreground
            }
            let grounds = ["banner.info", "banner.warning", "banner.error"].map { shown[Role($0)].background }
            for colors in [texts, grounds] {
                for (index, color) in colors.enumerated() {
                    for other in colors.dropFirst(index + 1) {
                        let difference = try #require(vision.difference(color, other))
                        #expect(difference >= 15, "\(color) and \(other)")
                    }
                }
            }
        }
    }

    @Test("The theme without colours has none and tells apart what matters")
    func monochrome() throws {
        let theme = try ThemeFile.load(name: "mono", directories: [Self.shipped])
        #expect(theme.roles.allSatisfy { theme[$0].foreground == .standard && theme[$0].background == .standard })
        let groups: [[Role]] = [
            ["row", "row.selected", "row.unread"], ["tab", "tab.active"],
            ["status.new", "status.open", "status.waiting", "status.resolved"], ["field", "field.active", "selection"],
            ["message.customer", "message.agent", "message.internal", "message.queued", "message.failed"],
            ["banner.info", "banner.warning", "banner.error"], ["text", "match"], ["progress", "progress.done"],
            ["note", "field.active", "field"], ["note.border", "border"], ["note.placeholder", "placeholder"],
        ]
        for group in groups { #expect(Set(group.map { theme[$0] }).count == group.count, "\(group.map(\.rawValue))") }
    }

    @Test("A note that is being written looks like no reply, however few colours there are")
    func notes() throws {
        let names = ThemeFile.names(directories: [Self.shipped])
        let themes = try names.map { try ThemeFile.load(name: $0, directories: [Self.shipped]) } + [Theme.fallback]
        for theme in themes {
            for depth in [ColorDepth.trueColor, .indexed256, .ansi16, .mono] {
                let shown = theme.reduced(to: depth)
                let isRich = [.trueColor, .indexed256].contains(depth) || ["mono", "fallback"].contains(theme.name)
                // With so few colours the texts of some themes look alike; their frames and placeholders never do.
                let texts = isRich ? [("note", "field.active"), ("note.border", "title")] : []
                for (note, reply) in texts + [("note.border", "border"), ("note.placeholder", "placeholder")] {
                    #expect(shown[Role(note)] != shown[Role(reply)], "\(theme.name), \(depth): \(note) and \(reply)")
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
