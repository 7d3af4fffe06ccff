import HelpdeskCore
import HelpdeskModels

extension AppState {
    /// Why an action cannot be done now; nil if it can.
    func reasonDisabled(_ action: Action) -> Phrase? {
        switch action {
        case .resolve where ticket?.conversation?.ticket.status == .resolved: .alreadyResolved
        case .reopen where ticket.map { $0.conversation?.ticket.status != .resolved } ?? false: .notResolvedYet
        case .resolve where refuses(.resolved): .resolvingNotOffered
        case .reopen where refuses(.reopened): .reopeningNotOffered
        case .saveAttachment where ticket.map { $0.attachments.isEmpty } ?? false: .noAttachments
        case .removeFile where currentFiles?.isEmpty ?? false: .noFileToRemove
        default: nil
        }
    }

    /// Whether the backend is known not to let the account make this change in the open ticket.
    private func refuses(_ kind: NewEvent.Kind) -> Bool {
        guard let topic = ticket?.conversation?.ticket.topic else { return false }
        return desk.topics.first { $0.id == topic }?.refused?.contains(kind) ?? false
    }

    private var currentFiles: [OutgoingFile]? {
        if tab == .create { return create.draft.files }
        return ticket?.reply?.draft.files
    }
}
