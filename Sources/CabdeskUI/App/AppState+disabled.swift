import HelpdeskCore
import HelpdeskModels

extension AppState {
    /// Why an action cannot be done now; nil if it can.
    func reasonDisabled(_ action: Action) -> Phrase? {
        let open = ticket?.conversation
        let isStaff = desk.me?.user.role.isStaff ?? false
        switch action {
        case .resolve where open?.ticket.status == .resolved: return .alreadyResolved
        case .reopen where ticket != nil && open?.ticket.status != .resolved: return .notResolvedYet
        case .resolve where refuses(.resolved): return .resolvingNotOffered
        case .reopen where refuses(.reopened): return .reopeningNotOffered
        case .rate where !capabilities.ratings: return .ratingsNotOffered
        case .rate where isStaff: return .onlyCustomersRate
        case .rate where open?.ticket.status != .resolved: return .rateWhenResolved
        case .assign where !isStaff, .move where !isStaff, .writeNote where !isStaff: return .onlyForSpecialists
        case .files where ticket.map { $0.attachments.isEmpty } ?? false: return .noAttachments
        case .removeFile where hasNoFiles: return .noFileToRemove
        case .chooseProfile where profiles.count < 2: return .onlyOneProfile
        case .cancelTransfer where selectedTransfer == nil: return .noTransfers
        case .retryTransfer where selectedTransfer?.isRunning ?? true: return .nothingToRetry
        case .recall where unsentMessage == nil: return .nothingUnsent
        case .retry where !hasFailed, .discard where !hasFailed: return .nothingFailed
        case .openSimilar where create.similar.isEmpty: return .nothingSimilar
        case .send where tab == .create && isStaff: return .staffCannotFile
        default: return reasonDisabledOnPage(action)
        }
    }

    /// What the action is called here: a note is not sent to anybody.
    func label(of action: Action) -> Phrase {
        let isNote = context == .reply && ticket?.reply?.draft.kind.isNote ?? false
        return isNote && action == .send ? .saveNote : .action(action, in: context)
    }

    private var hasFailed: Bool {
        ticket?.conversation?.deliveries.contains { if case .failed = $0 { true } else { false } } ?? false
    }

    /// Whether the backend is known not to let the account make this change in the open ticket.
    private func refuses(_ kind: NewEvent.Kind) -> Bool {
        guard let topic = ticket?.conversation?.ticket.topic else { return false }
        return desk.topics.first { $0.id == topic }?.refused?.contains(kind) ?? false
    }

    private var hasNoFiles: Bool {
        guard let draft = tab == .create ? create.draft : ticket?.reply?.draft else { return false }
        return draft.files.isEmpty && !isArriving(in: draft.id)
    }
}
