import HelpdeskCore

/// How news are announced, as the user wants it.
extension AppState {
    mutating func changeNotifications(_ action: Action) -> [Effect] {
        switch action {
        case .toggleBell:
            notifications.toggle(.bell)
            preferences.bell = notifications.kinds.contains(.bell)
        case .toggleDesktopNotifications:
            notifications.toggle(.desktop)
            preferences.desktopNotifications = notifications.kinds.contains(.desktop)
        default:
            notifications.toggleText()
            preferences.notificationText = notifications.showsText
        }
        notice = .done(sentence(for: action))
        return [.write(.savePreferences(preferences))]
    }

    var notificationLines: [CustomerPageLine] {
        let actions: [Action] = [.toggleBell, .toggleDesktopNotifications, .toggleNotificationText]
        return [CustomerPageLine(), heading(.notificationsTitle)]
            + actions.map { action in
                CustomerPageLine(
                    text: strings[sentence(for: action)], indent: 2,
                    detail: bindings.notation(for: action, in: .customerPage) ?? "")
            }
    }

    private func sentence(for action: Action) -> Phrase {
        switch action {
        case .toggleBell: .bellState(isOn: notifications.kinds.contains(.bell))
        case .toggleDesktopNotifications: .desktopState(isOn: notifications.kinds.contains(.desktop))
        default: .notificationTextState(isShown: notifications.showsText)
        }
    }
}
