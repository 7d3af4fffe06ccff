import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// The draft that the support bot may offer files for, and the files from the phone that were answered.
struct PhoneDrafting: Equatable, Sendable {
    /// The draft that the backend knows to be open here; nil for none.
    var announced: Draft.ID?
    /// Files that were answered, until the store has forgotten them.
    var answered: Set<PhoneFile.ID> = []
    /// Answered files that the backend still offers, because it could not be reached: removed again every minute.
    var unremoved: [PhoneFile] = []
}

/// Files that were sent to the support bot for what is being written here.
extension AppState {
    /// The draft that is on the screen and would take a file.
    private var openDraft: (id: Draft.ID, title: String)? {
        switch tab {
        case .create: return (create.draft.id, create.draft.effectiveSubject(limits: limits))
        case .tickets:
            guard let ticket, let reply = ticket.reply else { return nil }
            let number = ticket.conversation?.ticket.number.map { "№\($0) " } ?? ""
            // The title shows the sender of a file whether the customer will get it.
            let note = reply.draft.kind.isNote ? "\(strings[.internalNote]): " : ""
            return (reply.draft.id, note + number + (ticket.conversation?.ticket.subject ?? ""))
        case .customerPage: return nil
        }
    }

    /// Says to the backend which draft is open, when that changes and every minute; only where a chat of the user's own
    /// could send a file.
    mutating func announceDraft(isMinute: Bool) -> [Effect] {
        let hasChat = linkedChats.contains { $0.state == .linked && $0.user?.id == desk.me?.user.id }
        let open = hasChat && capabilities.telegram ? openDraft : nil
        guard open?.id != phone.announced || isMinute else { return [] }
        var effects: [Effect] = []
        if let old = phone.announced, old != open?.id { effects.append(.remote(.closeDraft(old))) }
        if let open { effects.append(.remote(.announceDraft(open.id, title: open.title))) }
        phone.announced = open?.id
        return effects
    }

    /// The first file that waits for the draft on the screen; nil for none.
    var waitingPhoneFile: PhoneFile? {
        guard !desk.phoneFiles.isEmpty, let open = openDraft else { return nil }
        return desk.phoneFiles.first { $0.draft.uuid == open.id.uuid && !phone.answered.contains($0.id) }
    }

    /// Asks about it. Only when asked to attach: a question that came by itself would take the keys of who is typing.
    mutating func askAboutPhoneFile() -> Bool {
        guard overlays.isEmpty, let file = waitingPhoneFile else { return false }
        ask(.attachFromPhone(file))
        return true
    }

    /// The words of the status line about it.
    var phoneFileText: String? {
        guard overlays.isEmpty, let file = waitingPhoneFile else { return nil }
        let key = bindings.key(for: .attach, in: context)?.notation ?? ""
        return Sanitizer.visible(strings[.telegram(.phoneFileArrived(file, key: key))])
    }

    mutating func answer(_ file: PhoneFile, isTaken: Bool) -> [Effect] {
        phone.answered.insert(file.id)
        return isTaken ? attach([.phone(file)], to: Draft.ID(file.draft.uuid)) : [.remote(.removePhoneFile(file))]
    }

    /// Tells the backend again which files were answered. The failure before needs no notice: the file is where it should
    /// be, and the question does not come back.
    mutating func removePhoneFiles() -> [Effect] {
        defer { phone.unremoved = [] }
        return phone.unremoved.map { .remote(.removePhoneFile($0)) }
    }
}
