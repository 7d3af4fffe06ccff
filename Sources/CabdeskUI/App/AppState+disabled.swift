import HelpdeskCore
import HelpdeskModels

extension AppState {
    /// Why an action cannot be done now; nil if it can.
    func reasonDisabled(_ action: Action) -> Phrase? {
        switch action {
        case .resolve where ticket?.conversation?.ticket.status == .resolved: .alreadyResolved
        case .reopen where ticket.map { $0.conversation?.ticket.status != .resolved } ?? false: .notResolvedYet
        case .saveAttachment where ticket.map { $0.attachments.isEmpty } ?? false: .noAttachments
        case .removeFile where currentFiles?.isEmpty ?? false: .noFileToRemove
        default: nil
        }
    }

    private var currentFiles: [OutgoingFile]? {
        if tab == .create { return create.draft.files }
        return ticket?.reply?.draft.files
    }
}
