public import HelpdeskModels

/// Files from the phone for what is being written.
extension SyncEngine {
    /// Says that a draft is open. A failure is nobody's business: then no file comes from the phone.
    public func announce(_ draft: Draft.ID, title: String) async {
        guard backend.capabilities.telegram else { return }
        try? await backend.announce(EntityID(draft.uuid), DraftAnnouncement(titled: title, limits: limits ?? .standard))
    }

    /// As `announce`: an announcement ends by itself after two minutes.
    public func closeDraft(_ draft: Draft.ID) async {
        guard backend.capabilities.telegram else { return }
        try? await backend.closeDraft(EntityID(draft.uuid))
    }

    /// Notes that a file was taken or turned away; the store knows it at once. One that is gone already is no error.
    public func removePhoneFile(_ file: PhoneFile) async throws(HelpdeskError) {
        try await store.forget(file)
        do {
            try await backend.removePhoneFile(file)
        } catch  where error.code == .notFound {
            return
        }
    }
}
