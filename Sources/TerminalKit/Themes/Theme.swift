/// The kind of a piece of the screen, by which a theme gives it a look: words joined by dots, the general one first.
public struct Role: Hashable, Sendable, ExpressibleByStringLiteral {
    public let rawValue: String

    public init(_ rawValue: String) { self.rawValue = rawValue }

    public init(stringLiteral value: String) { rawValue = value }

    /// The role one step more general (`status` of `status.open`); `text` is over every other and has none.
    public var parent: Role? {
        if let dot = rawValue.lastIndex(of: ".") { return Role(String(rawValue[..<dot])) }
        return rawValue == "text" ? nil : "text"
    }
}

/// How every role looks. A role that is not listed looks like its parent (`status.open` like `status`, that like
/// `text`).
public struct Theme: Sendable, Equatable {
    public let name: String
    private let styles: [Role: Style]

    public init(name: String, styles: [Role: Style]) {
        self.name = name
        self.styles = styles
    }

    public subscript(role: Role) -> Style {
        var role: Role? = role
        while let current = role {
            if let style = styles[current] { return style }
            role = current.parent
        }
        return .plain
    }

    /// The roles the theme lists, in alphabetical order.
    public var roles: [Role] { styles.keys.sorted { $0.rawValue < $1.rawValue } }

    /// The theme with another look for each listed role.
    func map(_ change: (Role, Style) -> Style) -> Theme {
        Theme(name: name, styles: Dictionary(uniqueKeysWithValues: styles.map { ($0.key, change($0.key, $0.value)) }))
    }
}

extension Theme {
    /// The theme as a terminal of that depth can show it.
    ///
    /// Each colour becomes the nearest there is. Text that read well (a contrast of 7 or more, or of 4.5) still does:
    /// if the nearest colour does not, the nearest that does is taken. Without colours the attributes of
    /// `Theme.fallback` tell the roles apart, and so they do where a role's own ground became that of its parent or of
    /// all text.
    public func reduced(to depth: ColorDepth) -> Theme {
        switch depth {
        case .trueColor: self
        case .mono: withoutColors
        case .indexed256, .ansi16: map { role, style in reduce(style, of: role, to: depth) }
        }
    }

    /// The contrast that WCAG 2.2 asks of text at its levels AAA and AA.
    private static let levels = [7.0, 4.5]

    private func reduce(_ style: Style, of role: Role, to depth: ColorDepth) -> Style {
        var result = Self.reduce(style, to: depth)
        let isLost = [role.parent, "text"].contains { other in
            guard let ground = other.map({ self[$0].background }) else { return false }
            return style.background != ground && result.background == ground.reduced(to: depth)
        }
        if isLost { result.attributes.formUnion(Theme.fallback[role].attributes) }
        return result
    }

    private static func reduce(_ style: Style, to depth: ColorDepth) -> Style {
        var result = style
        result.background = style.background.reduced(to: depth)
        result.foreground = style.foreground.reduced(to: depth)
        guard let channels = style.foreground.channels, let before = style.foreground.contrast(with: style.background)
        else { return result }
        let after = result.foreground.contrast(with: result.background) ?? 0
        for level in Self.levels where before >= level && after < level {
            let place = Color.nearest(to: channels, among: Color.candidates(depth)) {
                ($0.contrast(with: result.background) ?? 0) >= level
            }
            if let place {
                result.foreground = .indexed(UInt8(place))
                break
            }
        }
        return result
    }

    private var withoutColors: Theme {
        var styles: [Role: Style] = [:]
        for role in roles + Theme.fallback.roles {
            let attributes = self[role].attributes.union(Theme.fallback[role].attributes)
            styles[role] = Style(attributes: role == "qr" ? .reverse : attributes)
        }
        return Theme(name: name, styles: styles)
    }
}
