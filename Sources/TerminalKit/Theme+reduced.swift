extension Theme {
    /// The theme as a terminal of that depth can show it.
    ///
    /// Each colour becomes the nearest there is. Text that read well (contrast of 4.5 or more) still does: if the
    /// nearest colour does not, the nearest that does is taken. Without colours the attributes of `Theme.fallback`
    /// tell the roles apart.
    public func reduced(to depth: ColorDepth) -> Theme {
        switch depth {
        case .trueColor: self
        case .mono: withoutColors
        case .indexed256, .ansi16: map { _, style in Self.reduce(style, to: depth) }
        }
    }

    private static func reduce(_ style: Style, to depth: ColorDepth) -> Style {
        var result = style
        result.background = style.background.reduced(to: depth)
        result.foreground = style.foreground.reduced(to: depth)
        let before = style.foreground.contrast(with: style.background) ?? 0
        let after = result.foreground.contrast(with: result.background) ?? .infinity
        if before >= 4.5, after < 4.5, let channels = style.foreground.channels {
            let place = Color.nearest(to: channels, among: Color.candidates(depth)) {
                ($0.contrast(with: result.background) ?? 0) >= 4.5
            }
            result.foreground = .indexed(UInt8(place))
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
