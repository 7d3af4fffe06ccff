/// How every role looks. A role that is not listed looks like its parent (`status.open` like `status`, that like `text`).
public struct Theme: Sendable, Equatable {
    public let name: String
    private var styles: [Role: Style]

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
    public static let fallback = Theme(name: "fallback", styles: [:])
    public func reduced(to depth: ColorDepth) -> Theme { self }
}
