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
