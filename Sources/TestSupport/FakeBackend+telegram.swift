public import Foundation
public import HelpdeskCore
public import HelpdeskModels

/// Telegram chats and devices.
extension FakeBackend {
    /// Adds or changes a chat, as if its person did something in Telegram.
    public func show(_ link: TelegramLink) {
        links[link.id] = link
        publish(.telegramLink(link), key: "link \(link.id)")
    }

    /// Removes a link without an entry in the feed, as a restored backup does.
    public func lose(_ link: TelegramLink.ID) {
        links[link] = nil
        feed.removeAll { $0.key == "link \(link)" }
    }

    public func show(_ incident: Incident) {
        publish(.incident(incident), key: "incident \(incident.id)")
    }

    public func offerTelegramLink() async throws(HelpdeskError) -> TelegramLinkOffer {
        try await perform(.offerTelegramLink) { () throws(HelpdeskError) in
            TelegramLinkOffer(bot: "fake_bot", token: "abc_DEF-123", expires: clock().adding(seconds: 900))
        }
    }

    public func changeTelegramLink(
        _ id: TelegramLink.ID, _ change: TelegramLinkChange
    ) async throws(HelpdeskError) -> TelegramLink {
        try await perform(.changeTelegramLink) { () throws(HelpdeskError) in
            guard var link = links[id] else { throw HelpdeskError(.notFound) }
            link.state = change.state ?? link.state
            link.wantsAnswers = change.wantsAnswers ?? link.wantsAnswers
            if link.state == .linked { link.linked = link.linked ?? clock() }
            show(link)
            return link
        }
    }

    public func endTelegramLink(_ id: TelegramLink.ID) async throws(HelpdeskError) {
        try await perform(.endTelegramLink) { () throws(HelpdeskError) in
            guard var link = links[id] else { throw HelpdeskError(.notFound) }
            link.state = .unlinked
            show(link)
        }
    }

    /// Adds a file from the phone.
    public func show(_ file: PhoneFile, content: Data? = nil) {
        if let content { files[file.id] = content }
        publish(.phoneFile(file), key: "phone \(file.id)")
    }

    public func announce(_ draft: EntityID<DraftAnnouncement>, _ open: DraftAnnouncement) async throws(HelpdeskError) {
        try await perform(.announce) { () throws(HelpdeskError) in openDrafts[draft] = open }
    }

    public func closeDraft(_ draft: EntityID<DraftAnnouncement>) async throws(HelpdeskError) {
        try await perform(.closeDraft) { () throws(HelpdeskError) in openDrafts[draft] = nil }
    }

    public func removePhoneFile(_ file: PhoneFile) async throws(HelpdeskError) {
        try await perform(.removePhoneFile) { () throws(HelpdeskError) in
            var file = file
            file.isGone = true
            show(file)
        }
    }

    /// Adds or changes a note for the next shift, as if a colleague had written it elsewhere.
    public func show(_ note: ShiftNote) {
        shiftNotes[note.id] = note
        publish(.shiftNote(note), key: "note \(note.id)")
    }

    public func putShiftNote(_ id: ShiftNote.ID, _ new: NewShiftNote) async throws(HelpdeskError) -> ShiftNote {
        try await perform(.putShiftNote) { () throws(HelpdeskError) in
            if let known = shiftNotes[id] { return known }
            let note = ShiftNote(id: id, author: Author(account.user), text: new.text, written: clock())
            show(note)
            return note
        }
    }

    public func deleteShiftNote(_ id: ShiftNote.ID) async throws(HelpdeskError) {
        try await perform(.deleteShiftNote) { () throws(HelpdeskError) in
            guard var note = shiftNotes[id] else { throw HelpdeskError(.notFound) }
            note.isGone = true
            note.text = ""
            show(note)
        }
    }

    /// Makes others be at work on every ticket.
    public func show(_ others: [Presence]) { self.others = others }

    public func announcePresence(
        _ activity: Presence.Activity, ticket: Ticket.ID
    ) async throws(HelpdeskError) -> [Presence] {
        try await perform(.announcePresence) { () throws(HelpdeskError) in
            guard tickets[ticket] != nil else { throw HelpdeskError(.notFound) }
            announced[ticket] = activity
            return others
        }
    }

    public func leavePresence(ticket: Ticket.ID) async throws(HelpdeskError) {
        try await perform(.leavePresence) { () throws(HelpdeskError) in announced[ticket] = nil }
    }

    /// Adds or changes a canned reply, as if a colleague had written it elsewhere.
    public func show(_ reply: CannedReply) {
        cannedReplies[reply.id] = reply
        publish(.cannedReply(reply), key: "canned \(reply.id)")
    }

    public func putCannedReply(
        _ id: CannedReply.ID, _ new: NewCannedReply
    ) async throws(HelpdeskError) -> CannedReply {
        try await perform(.putCannedReply) { () throws(HelpdeskError) in
            if let known = cannedReplies[id], known.isGone { return known }
            guard
                cannedReplies[id]?.isNamed(new.name) == true
                    || !cannedReplies.values.contains(where: {
                        !$0.isGone && ($0.owner == nil) != new.isOwn && $0.isNamed(new.name)
                    })
            else { throw HelpdeskError(.conflict) }
            let reply = CannedReply(
                id: id, name: new.name, text: new.text, owner: new.isOwn ? account.user.id : nil, updated: clock())
            show(reply)
            return reply
        }
    }

    public func deleteCannedReply(_ id: CannedReply.ID) async throws(HelpdeskError) {
        try await perform(.deleteCannedReply) { () throws(HelpdeskError) in
            guard var reply = cannedReplies[id] else { throw HelpdeskError(.notFound) }
            reply.isGone = true
            reply.text = LocalizedText([:])
            show(reply)
        }
    }

    public func devices() async throws(HelpdeskError) -> [Device] {
        try await perform(.devices) { () throws(HelpdeskError) in signedIn }
    }

    public func signOut(device: Int64) async throws(HelpdeskError) {
        try await perform(.signOut) { () throws(HelpdeskError) in signedIn.removeAll { $0.id == device } }
    }
}
