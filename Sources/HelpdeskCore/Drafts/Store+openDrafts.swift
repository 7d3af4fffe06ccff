import Foundation
public import HelpdeskModels
import SystemKit

/// A draft is open in one program at a time: two that wrote into it would overwrite each other's words, and both could
/// send it. It is free again when that program closes it or ends, however it ends.
extension Store {
    /// The draft of this kind, opened; the one changed last if there are several. Those that other programs have open are
    /// skipped.
    public func openDraft(_ kind: Draft.Kind) async throws(HelpdeskError) -> Draft? {
        for id in try await draftIDs(kind) where tryToClaim(id) {
            if let draft = try await claimedDraft(id) { return draft }
        }
        return nil
    }

    /// Opens the draft; nil if it is not there any more. Throws `draftInUse`.
    public func openDraft(_ id: Draft.ID) async throws(HelpdeskError) -> Draft? {
        try claim(id)
        return try await claimedDraft(id)
    }

    /// Leaves the draft to the next program that opens it.
    public func closeDraft(_ id: Draft.ID) { openDrafts.unlock(at: id.place) }

    /// Whether another program has the draft open.
    func isOpenElsewhere(_ id: Draft.ID) -> Bool { openDrafts.isLocked(at: id.place) }

    /// Opens the draft, if it is not open here. Throws `draftInUse`.
    func claim(_ id: Draft.ID) throws(HelpdeskError) {
        guard tryToClaim(id) else { throw HelpdeskError(.draftInUse) }
    }

    /// Reads the draft again now that it is claimed: another program may have sent it since it was listed.
    private func claimedDraft(_ id: Draft.ID) async throws(HelpdeskError) -> Draft? {
        let draft = try await draft(id)
        if draft == nil { closeDraft(id) }
        return draft
    }

    private func tryToClaim(_ id: Draft.ID) -> Bool { openDrafts.lock(at: id.place) }
}

extension Draft.ID {
    /// The byte whose lock stands for the draft: its random half, as a place in a file.
    fileprivate var place: Int64 {
        withUnsafeBytes(of: uuid.uuid) { Int64($0.loadUnaligned(fromByteOffset: 8, as: UInt64.self) & (1 << 62 - 1)) }
    }
}
