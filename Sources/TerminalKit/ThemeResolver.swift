/// Turns what theme files say into styles: names into colours, and what a role leaves out into what its parent has.
struct ThemeResolver {
    let name: String
    let palette: [String: ThemeColor]
    let roles: [Role: ThemeSource.RoleEntry]

    func theme() throws(ThemeError) -> Theme {
        var styles: [Role: Style] = [:]
        for role in roles.keys { styles[role] = try style(role) }
        return Theme(name: name, styles: styles)
    }

    private func style(_ role: Role) throws(ThemeError) -> Style {
        var style = Style.plain
        if let parent = role.parent { style = try self.style(parent) }
        guard let entry = roles[role] else { return style }
        if let color = entry.foreground { style.foreground = try resolve(color, at: role) }
        if let color = entry.background { style.background = try resolve(color, at: role) }
        if let attributes = entry.attributes { style.attributes = attributes }
        return style
    }

    /// A palette's name may stand for another one; more steps than names is a cycle. The palette's `red` hides the ANSI
    /// colour, except in its own definition.
    private func resolve(_ color: ThemeColor, at role: Role) throws(ThemeError) -> Color {
        var color = color
        for _ in 0...palette.count {
            switch color {
            case .color(let color): return color
            case .name(let name):
                if let next = palette[name], next != color {
                    color = next
                } else if let ansi = ThemeColor.named[name] {
                    return ansi
                } else {
                    throw unknown(name, at: role)
                }
            }
        }
        throw ThemeError(code: .cycle, detail: "\(name): palette, roles.\(role.rawValue)")
    }

    private func unknown(_ color: String, at role: Role) -> ThemeError {
        ThemeError(code: .unknownColor, detail: "\(name): roles.\(role.rawValue): \(color)")
    }
}
