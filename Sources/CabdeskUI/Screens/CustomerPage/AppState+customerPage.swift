import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension AppState {
    mutating func performOnCustomerPage(_ action: Action) -> [Effect] {
        switch action {
        case .linkChat: return linkChat()
        case .copyLinkCommand: return shownLinking?.offer.map { [.screen(.copy($0.command))] } ?? []
        case .copyLinkAddress: return shownLinking?.offer.map { [.screen(.copy($0.link))] } ?? []
        case .unlinkChat: return choose(.unlink)
        case .acceptClaim: return choose(.accept)
        case .rejectClaim: return choose(.reject)
        case .toggleAnswers: return choose(.toggleAnswers)
        case .signOutDevice: return chooseDevice()
        case .toggleBell, .toggleDesktopNotifications, .toggleNotificationText: return changeNotifications(action)
        case .back:
            guard shownLinking != nil else { return show(.tickets) }
            customerPage.linking?.isShown = false
            return []
        // Everything else that the page is asked for moves it.
        default:
            guard shownLinking == nil else { return [] }
            let last = max(0, customerPageLines.count - bodyRect.rows)
            customerPage.scroll = scrolled(customerPage.scroll, action, page: bodyRect.rows - 1, last: last)
            return []
        }
    }

    /// The whole page: who I am, what happens, when the desk is open, and the two bots.
    var customerPageLines: [CustomerPageLine] {
        withoutBotsLines + accountLines + deviceLines + incidentLines + officeHoursLines + supportBotLines
            + alertBotLines
            + notificationLines
    }

    private var accountLines: [CustomerPageLine] {
        guard let me = desk.me else {
            return [CustomerPageLine(text: strings[.listNotSyncedYet], role: "text.dim", indent: 2)]
        }
        var lines = [heading(.accountTitle)]
        lines.append(fact(.accountUser, "\(me.user.name) (\(strings[.role(me.user.role)]))"))
        if let service = me.service { lines.append(fact(.accountService, service.name)) }
        if let desk = desk.desk { lines.append(fact(.accountDesk, desk.name)) }
        return lines
    }

    private var deviceLines: [CustomerPageLine] {
        guard let devices = customerPage.devices, !devices.isEmpty else { return [] }
        return [CustomerPageLine(), heading(.telegram(.devicesTitle))]
            + devices.map { device in
                CustomerPageLine(
                    text: strings.name(of: device), indent: 2, detail: strings[.telegram(.device(device))])
            }
    }

    private var incidentLines: [CustomerPageLine] {
        guard !desk.incidents.isEmpty else { return [] }
        return [CustomerPageLine()]
            + desk.incidents.map { incident in
                CustomerPageLine(
                    text: Sanitizer.visible(sentence(for: incident)), role: "banner.error", indent: 2,
                    detail: strings[.telegram(.incidentReports(incident.reportCount))])
            }
    }

    /// The newest incident that is not over, for the line that every tab has; nil for none.
    var incidentText: String? {
        guard let incident = desk.incidents.first else { return nil }
        let others = desk.incidents.count - 1
        return Sanitizer.visible(sentence(for: incident))
            + (others > 0 ? strings[.telegram(.moreIncidents(others))] : "")
    }

    private func sentence(for incident: Incident) -> String {
        strings[.telegram(.incident(incident, isToday: strings.date(incident.opened) == strings.date(now)))]
    }

    private var officeHoursLines: [CustomerPageLine] {
        guard let hours = desk.desk?.officeHours else { return [] }
        let isOpen = hours.isOpen(at: now)
        let change = hours.nextChange(after: now)
        return [
            CustomerPageLine(), heading(.hoursTitle),
            CustomerPageLine(
                text: strings[isOpen ? .hoursOpen(until: change, hours) : .hoursClosed(until: change, hours)],
                role: isOpen ? "status.resolved" : "banner.warning", indent: 2),
        ] + wrapped(strings[.hoursExplained(hours)], columns: size.columns - 4)
    }

    func heading(_ phrase: Phrase) -> CustomerPageLine {
        CustomerPageLine(text: strings[phrase], role: "title", indent: 1)
    }

    private func fact(_ label: Phrase, _ value: String) -> CustomerPageLine {
        CustomerPageLine(text: "\(strings[label]): \(Sanitizer.visible(value))", indent: 2)
    }

    func wrapped(_ text: String, columns: Int, role: Role = "text") -> [CustomerPageLine] {
        TextWrap.lines(text, columns: columns).map { CustomerPageLine(text: String($0), role: role, indent: 2) }
    }
}

extension Strings {
    /// The name of a device, and whether it is this one. Foreign text, made visible.
    func name(of device: Device) -> String {
        let label = device.label.isEmpty ? self[.telegram(.unnamedDevice)] : Sanitizer.visible(device.label)
        return label + (device.isCurrent ? " (\(self[.telegram(.thisDevice)]))" : "")
    }
}

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
        // The text: `performOnCustomerPage` passes no other action.
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
        // The text: there is no line for another action.
        default: .notificationTextState(isShown: notifications.showsText)
        }
    }
}
