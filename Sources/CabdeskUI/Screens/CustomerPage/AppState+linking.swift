import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// Linking Telegram chats, and deciding about them.
extension AppState {
    /// The code that is on the screen instead of the page.
    var shownLinking: LinkingState? {
        customerPage.linking.flatMap { $0.isShown ? $0 : nil }
    }

    /// Whole minutes for which the code can still be used, one at the least; nil if there is none (any more).
    func minutesLeft(_ offer: TelegramLinkOffer?) -> Int? {
        guard let offer, offer.expires > now else { return nil }
        // The clock here stands still between two minutes, so that the next lower number is the truer one.
        return max(1, Int((offer.expires.milliseconds - now.milliseconds) / 60_000))
    }

    /// Chats that can be unlinked, and muted.
    var linkedChats: [TelegramLink] { desk.links.filter { $0.state == .linked || $0.state == .blocked } }

    var claims: [TelegramLink] { desk.links.filter { $0.state == .pending } }

    /// The service that a claim is for, where it is not the reader's own.
    func serviceName(of link: TelegramLink) -> String? {
        guard desk.me?.user.role.isStaff == true else { return nil }
        return desk.services.first { $0.id == link.service }?.name ?? link.service.rawValue
    }

    func reasonDisabledOnPage(_ action: Action) -> Phrase? {
        let isStaff = desk.me?.user.role.isStaff ?? false
        let isConnected = desk.desk?.supportBot?.isConnected ?? false
        let reason: TelegramPhrase? =
            switch action {
            case .linkChat where !capabilities.telegram: .notOffered
            case .linkChat where isStaff: .staffLinksNone
            case .linkChat where !isConnected: .notConnected
            case .unlinkChat where linkedChats.isEmpty, .toggleAnswers where linkedChats.isEmpty: .nothingLinked
            case .acceptClaim where claims.isEmpty, .rejectClaim where claims.isEmpty: .noClaims
            case .copyLinkCommand where minutesLeft(shownLinking?.offer) == nil,
                .copyLinkAddress where minutesLeft(shownLinking?.offer) == nil:
                .noCode
            case .signOutDevice where customerPage.devices?.isEmpty ?? true: .noDevices
            // Everything else can always be done.
            default: nil
            }
        return reason.map { .telegram($0) }
    }

    /// Shows a code that can still be used, or asks for one.
    mutating func linkChat() -> [Effect] {
        if let linking = customerPage.linking, linking.offer == nil || minutesLeft(linking.offer) != nil {
            customerPage.linking?.isShown = true
            return []
        }
        let before = desk.links.compactMap { link in link.linked.map { (link.id, $0) } }
        customerPage.linking = LinkingState(before: Dictionary(before) { first, _ in first })
        return [.remote(.offerLink)]
    }

    mutating func linkOffered(_ offer: TelegramLinkOffer) {
        customerPage.linking?.offer = offer
    }

    mutating func linkNotOffered(_ error: HelpdeskError) {
        customerPage.linking = nil
        notice = .failed(error.code == .notFound ? .telegram(.notConnected) : .error(error))
    }

    /// Ends the waiting when the code has been used: a chat of the user was linked since it was asked for.
    mutating func noticeLinked() {
        guard let linking = customerPage.linking, linking.offer != nil else { return }
        let new = desk.links.first { link in
            link.state == .linked && link.user?.id == desk.me?.user.id && link.linked != linking.before[link.id]
        }
        guard let new else { return }
        customerPage.linking = nil
        if tab == .customerPage { scrollToChats() }
        notice = .done(.telegram(.nowLinked(new.chatName)))
    }

    private mutating func scrollToChats() {
        let lines = customerPageLines
        let title = strings[.supportBotTitle]
        let last = max(0, lines.count - bodyRect.rows)
        customerPage.scroll = min(last, lines.firstIndex { $0.text == title } ?? 0)
    }

    // MARK: Deciding

    mutating func choose(_ choice: ChatChoice) -> [Effect] {
        let chats = choice == .accept || choice == .reject ? claims : linkedChats
        if chats.count == 1 { return chosen(chats[0], for: choice) }
        let items = chats.map { link in
            ChoiceList.Item(
                id: link.id.description, label: strings.linkName(link), detail: detail(of: link, for: choice))
        }
        overlays.append(.choices(ChoiceList(.chat(choice), items)))
        return []
    }

    private func detail(of link: TelegramLink, for choice: ChatChoice) -> String {
        if link.state == .pending { return strings[.telegram(.claim(link, service: serviceName(of: link)))] }
        return choice == .toggleAnswers && !link.wantsAnswers
            ? strings[.telegram(.mutedNote)] : strings[.telegram(.linked(link))]
    }

    mutating func chosen(_ link: TelegramLink?, for choice: ChatChoice) -> [Effect] {
        guard let link else { return [] }
        switch choice {
        case .unlink: ask(.unlink(link))
        case .accept: ask(.acceptClaim(link))
        case .reject: return [.remote(.changeLink(link, TelegramLinkChange(state: .rejected)))]
        case .toggleAnswers: return [.remote(.changeLink(link, TelegramLinkChange(wantsAnswers: !link.wantsAnswers)))]
        }
        return []
    }

    mutating func chooseDevice() -> [Effect] {
        let items = (customerPage.devices ?? []).map { device in
            ChoiceList.Item(
                id: "\(device.id)", label: strings.name(of: device), detail: strings[.telegram(.device(device))])
        }
        overlays.append(.choices(ChoiceList(.device, items)))
        return []
    }

    mutating func signOut(_ device: Device?) -> [Effect] {
        if let device { ask(.signOut(device)) }
        return []
    }
}
