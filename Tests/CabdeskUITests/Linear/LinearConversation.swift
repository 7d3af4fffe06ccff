import CabdeskUI
import Foundation
import HelpdeskCore
import HelpdeskModels
import TestSupport
import Testing

/// A conversation in linear mode with the sample desk: what was typed and what was told, as one would read it.
struct LinearConversation {
    private(set) var state: LinearState
    /// Everything as a terminal would show it; what was typed stands behind its prompt.
    private(set) var transcript = ""
    /// The effects of the last line.
    private(set) var effects: [Effect] = []
    private(set) var lines: [String] = []

    init(language: Language = .english, sync: SyncStatus.Phase = .online, _ change: (inout AppState) -> Void = { _ in })
    {
        var app = UIFixture.state(language: language)
        _ = app.update(.syncStatusChanged(SyncStatus(phase: sync)))
        change(&app)
        state = LinearState(app)
        report()
    }

    /// Types a line and hands in what the store of the sample desk answers.
    mutating func type(_ line: String?, then answers: AppMessage...) {
        transcript += "\(line ?? "^D")\n"
        effects = state.update(.lineTyped(line))
        settle(effects)
        for answer in answers { settle(state.update(answer)) }
        report()
    }

    /// Something that comes while nobody typed; it is told with the next answer.
    mutating func receive(_ messages: AppMessage...) {
        for message in messages { settle(state.update(message)) }
    }

    private mutating func settle(_ effects: [Effect]) {
        for effect in effects {
            for answer in Self.answers(to: effect) { settle(state.update(answer)) }
        }
    }

    private mutating func report() {
        let answer = state.endTurn()
        lines = answer.lines
        effects += answer.effects
        transcript += lines.map { "\($0)\n" }.joined() + answer.prompt
    }

    private static func answers(to effect: Effect) -> [AppMessage] {
        switch effect {
        case .read(.list(let query)):
            let rows = SampleDesk.rows.filter { query.filter.isEmpty || $0.subject.contains(query.filter) }
            return [.listLoaded(query, rows.map(\.id), SampleDesk.counts)]
        case .read(.rows(let ids, _)): return [.rowsLoaded(SampleDesk.rows.filter { ids.contains($0.id) })]
        case .read(.conversation(let id)):
            if id == SampleDesk.conversation.ticket.id { return [.conversationLoaded(id, SampleDesk.conversation)] }
            return [.conversationLoaded(id, SampleDesk.rows.first { $0.id == id }.map { Conversation(ticket: $0) })]
        case .write(.loadDraft(let kind)): return [.draftLoaded(kind, nil)]
        case .read(.number(let number)):
            return [.numberFound(number, SampleDesk.rows.first { $0.number == number }?.id)]
        case .read(.nextUnread): return [.nextUnreadFound(SampleDesk.conversation.ticket.id)]
        case .write(.queueReply(let draft)): return draft.kind.ticket.map { [.replyQueued(draft.id, $0)] } ?? []
        case .write(.queueTicket(let draft)): return [.ticketQueued(draft.id, SampleDesk.id(4))]
        case .write(.queueTransition(let kind, _, _)): return [.transitionQueued(kind)]
        case .read(.changeable(let change, let ids)): return [.changeableFound(change, ids, possible: ids.count)]
        case .write(.change(let change, let ids)):
            let queued = QueuedChange(tickets: ids, events: ids.map { Event.ID($0.uuid) })
            return [.ticketsChanged(change, queued, of: ids.count)]
        case .write(.undoChange(let events)):
            return [.changeUndone(events.map { Ticket.ID($0.uuid) }, of: events.count)]
        case .read(.answerable(_, let ids)): return [.answerableFound(ids, possible: ids.count)]
        case .write(.replyToSeveral(_, let ids)):
            return [
                .repliesQueued(QueuedReplies(tickets: ids, messages: ids.map { Message.ID($0.uuid) }), of: ids.count)
            ]
        case .write(.undoReplies(let messages, let text)):
            return [.repliesUndone(messages.map { Ticket.ID($0.uuid) }, of: messages.count, text: text)]
        case .write(.keepCannedReply(let reply, _)): return [.done(.cannedReplyKept(reply.name))]
        case .write(.deleteCannedReply): return [.done(.cannedReplyDeleted)]
        case .write(.markUnread): return [.done(.markedUnread)]
        case .write(.rate): return [.done(.ratingQueued)]
        case .screen(.copy(let text)): return [.done(.copied(text))]
        case .files(.attach(let files)):
            let name = files.names.first ?? ""
            let file = OutgoingFile(
                id: SampleDesk.id(41), name: name, mediaType: "image/png", size: 215_040, sha256: SampleDesk.digest)
            return [.fileAttached(files.draft, file), .filesArrived(files)]
        case .files(.look(.folder(let path))):
            let entries = [
                FolderListing.Entry(name: "docs", isFolder: true, size: nil, modified: nil),
                FolderListing.Entry(name: "екран.png", isFolder: false, size: 215_040, modified: nil),
                FolderListing.Entry(name: "дзвінок.wav", isFolder: false, size: 96_044, modified: nil),
            ]
            return [.folderListed(FolderListing(path: "/home/olena", entries: entries), asked: path)]
        case .files(.look(.path(let path))): return [.pathFollowed(path, isFile: true)]
        case .files(.fetch(.save(let file, let folder))):
            let transfer = Transfer.ID(file.id, to: .folder(folder))
            return [.attachmentSaved(transfer, path: "\(folder)/\(file.name)")]
        case .remote(.devices): return [.devicesLoaded(SampleDesk.devices)]
        case .remote(.offerLink): return [.linkOffered(SampleDesk.offer)]
        case .screen(.editExternally(let draft)):
            return [.editedExternally(draft, "\(draft.text)\nDone in the editor.")]
        case .write(.listDrafts):
            let draft = Draft(id: SampleDesk.id(51), text: "Не друкує чеки", updated: SampleDesk.now)
            return [.draftsLoaded([ListedDraft(draft: draft)])]
        case .write(.openDraft(let id)):
            return [.draftOpened(Draft(id: id, text: "Не друкує чеки", updated: SampleDesk.now))]
        case .write(.recall(let message)):
            let text = SampleDesk.conversation.messages.first { $0.id == message }?.message.text ?? ""
            let kind = Draft.Kind.reply(SampleDesk.conversation.ticket.id)
            return [.recalled(Draft(kind: kind, text: text, updated: SampleDesk.now))]
        default: return []
        }
    }
}

/// Compares a conversation with the one that was recorded in the folder `Linear/Recorded`; as `assertScreen`.
func assertTranscript(
    _ actual: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Recorded/\(name).txt")
    let recorded = try? String(contentsOf: file, encoding: .utf8)
    if recorded == actual { return }
    if recorded == nil || ProcessInfo.processInfo.environment["RECORD_SCREENS"] == "1" {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try actual.write(to: file, atomically: true, encoding: .utf8)
        if recorded != nil { return }
        Issue.record("\(name) was not recorded yet. It is now: read it and commit it.", sourceLocation: sourceLocation)
        return
    }
    Issue.record("\(name) differs from its recording. Actual:\n\(actual)", sourceLocation: sourceLocation)
}
