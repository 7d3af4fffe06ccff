public import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// Runs effects on the store, the engine and the files of this machine.
///
/// Reads go one after the other, and so do writes, so that an older answer never overtakes a newer one and a draft
/// that was sent is not written again. Files have as long as they need beside that.
public final class EffectRunner: EffectRunning {
    private let store: Store
    private let engine: SyncEngine
    private let saver: AttachmentSaver
    private let themes: ThemeShelf
    private let mailbox: Mailbox
    private let reads: Lane
    private let writes: Lane

    public init(
        store: Store, engine: SyncEngine, saver: AttachmentSaver, themes: ThemeShelf, mailbox: Mailbox
    ) {
        self.store = store
        self.engine = engine
        self.saver = saver
        self.themes = themes
        self.mailbox = mailbox
        reads = Lane { effect in
            do throws(HelpdeskError) {
                mailbox.post(try await store.messages(for: effect))
            } catch {
                mailbox.post(.failed(error))
            }
        }
        writes = Lane { mailbox.post(await store.write($0)) }
    }

    public func run(_ effect: Effect) {
        switch effect {
        case .loadDesk, .loadList, .loadRows, .loadConversation, .loadDraft: reads.run(effect)
        case .saveDraft, .discardDraft, .queueTicket, .queueReply, .queueTransition, .markRead: writes.run(effect)
        case .attach(let path, let draft): Task { await attach(path, draft) }
        case .saveAttachment(let attachment, let directory): Task { await save(attachment, directory) }
        case .completePath(let text): mailbox.post(.pathCompleted(PathCompleter.complete(text)))
        case .nextTheme: if let theme = themes.next() { mailbox.post(.themeLoaded(theme)) }
        case .syncNow: engine.retryNow()
        case .quit: break
        }
    }

    public func finish() async {
        await writes.finish()
    }

    private func attach(_ path: String, _ draft: Draft.ID) async {
        do throws(HelpdeskError) {
            let limits = try await store.deskSnapshot().limits
            let file = try await store.attach(path: PathCompleter.expand(path), to: draft, limits: limits)
            mailbox.post(.fileAttached(draft, file))
        } catch {
            mailbox.post(.attachFailed(draft, error))
        }
    }

    private func save(_ attachment: Attachment, _ directory: String) async {
        do throws(HelpdeskError) {
            let path = try await saver.save(attachment, directory: PathCompleter.expand(directory))
            mailbox.post(.attachmentSaved(path: path))
        } catch {
            mailbox.post(.attachmentNotSaved(name: attachment.name, error))
        }
    }
}

extension Store {
    fileprivate func messages(for effect: Effect) async throws(HelpdeskError) -> [AppMessage] {
        switch effect {
        case .loadDesk: [.deskLoaded(try await deskSnapshot())]
        case .loadList(let query): [.listLoaded(query, try await ticketIDs(query), try await counts())]
        case .loadRows(let ids): [.rowsLoaded(try await rows(ids))]
        case .loadConversation(let id): [.conversationLoaded(id, try await conversation(id))]
        case .loadDraft(let ticket): [.draftLoaded(ticket, try await draft(for: ticket))]
        default: []
        }
    }

    fileprivate func write(_ effect: Effect) async -> [AppMessage] {
        do throws(HelpdeskError) {
            switch effect {
            case .saveDraft(let draft): try await saveDraft(draft)
            case .discardDraft(let id): try await discardDraft(id)
            case .queueTicket(let draft): return [.ticketQueued(draft.id, try await queueTicket(draft, origin: .tui))]
            case .queueReply(let draft):
                _ = try await queueReply(draft, origin: .tui)
                return draft.ticket.map { [.replyQueued(draft.id, $0)] } ?? []
            case .queueTransition(let kind, let ticket):
                try await queueTransition(kind, ticket: ticket)
                return [.transitionQueued(kind)]
            case .markRead(let ticket, let time): try await queueReadMark(ticket, upTo: time)
            default: break
            }
            return []
        } catch {
            switch effect {
            case .queueTicket(let draft), .queueReply(let draft): return [.draftRefused(draft.id, error)]
            default: return [.failed(error)]
            }
        }
    }
}
