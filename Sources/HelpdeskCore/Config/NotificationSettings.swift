/// How news are announced: as configured, unless the user chose otherwise in the program.
public struct NotificationSettings: Hashable, Sendable {
    /// In the order in which they are done; empty for none.
    public private(set) var kinds: [UIConfiguration.Notifications]
    /// Whether a notification says more than that there is one.
    public private(set) var showsText: Bool

    public init(_ configuration: UIConfiguration = UIConfiguration(), _ preferences: Preferences = Preferences()) {
        kinds = configuration.notifications
        showsText = preferences.notificationText ?? configuration.notificationText
        for (kind, isWanted) in [
            (UIConfiguration.Notifications.bell, preferences.bell), (.desktop, preferences.desktopNotifications),
        ] {
            if let isWanted, isWanted != kinds.contains(kind) { toggle(kind) }
        }
    }

    public mutating func toggle(_ kind: UIConfiguration.Notifications) {
        if kinds.contains(kind) {
            kinds.removeAll { $0 == kind }
        } else {
            kinds.append(kind)
        }
    }

    public mutating func toggleText() { showsText.toggle() }
}
