public import HelpdeskModels
import HelpdeskTransport

/// Drafts that take files from the phone.
extension NativeBackend {
    public func announce(_ draft: EntityID<DraftAnnouncement>, _ open: DraftAnnouncement) async throws(HelpdeskError) {
        _ = try await exchange(try request(.put, "/drafts/\(draft)", json: open))
    }

    public func closeDraft(_ draft: EntityID<DraftAnnouncement>) async throws(HelpdeskError) {
        _ = try await exchange(request(.delete, "/drafts/\(draft)"))
    }

    public func removePhoneFile(_ file: PhoneFile) async throws(HelpdeskError) {
        _ = try await exchange(request(.delete, "/drafts/\(file.draft)/files/\(file.id)"))
    }
}
