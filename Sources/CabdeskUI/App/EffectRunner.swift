import Foundation
public import HelpdeskCore
import HelpdeskModels
import Synchronization
import TerminalKit

/// Runs effects on the store, the engine and the files of this machine.
///
/// Reads go one after the other, and so do writes, so that an older answer never overtakes a newer one and a draft
/// that was sent is not written again. Files have as long as they need beside that.
public final class EffectRunner: EffectRunning {
    private let store: Store
    private let engine: SyncEngine
    private let saver: AttachmentSaver
    private let viewed: ViewedFiles
    private let lookups: Lookups
    private let configuration: UIConfiguration
    private let environment: [String: String]
    private let mailbox: Mailbox
    private let reads: Lane
    private let writes: Lane
    private let files = RunningTasks()
    /// Files that are being received.
    private let downloads = Mutex<[Transfer.ID: Task<Void, Never>]>([:])
    /// Files that are being attached.
    private let arrivals = Mutex<[ArrivingFiles.ID: Task<Void, Never>]>([:])
    private let announcements: Lane

    public init(
        store: Store, engine: SyncEngine, saver: AttachmentSaver, themes: ThemeShelf, configuration: UIConfiguration,
        environment: [String: String], mailbox: Mailbox
    ) {
        self.store = store
        self.engine = engine
        self.saver = saver
        viewed = ViewedFiles(saver)
        lookups = Lookups(themes: themes)
        self.configuration = configuration
        self.environment = environment
        self.mailbox = mailbox
        reads = Lane { effect in
            do throws(HelpdeskError) {
                mailbox.post(try await store.messages(for: effect))
            } catch {
                mailbox.post(.failed(error))
            }
        }
        // Silent: they only let the support bot offer a file here, nobody asked for them, and they come again each minute.
        announcements = Lane { _ = await engine.messages(for: $0) }
        let hold = Duration.seconds(configuration.undoSeconds)
        let unsaved = UnsavedDrafts { await store.write($0, holdingFor: hold) }
        writes = Lane { mailbox.post(await unsaved.run($0)) }
    }

    public func run(_ effect: Effect) {
        switch effect {
        case .loadDesk, .loadList, .loadRows, .loadConversation, .loadDrafts, .findNextUnread, .findNumber,
            .findSimilar:
            reads.run(effect)
        case .loadDraft, .openDraft, .saveDraft, .detach, .appendText, .saveUnsaved, .discardDraft, .leaveDraft,
            .queueTicket,
            .queueReply,
            .queueTransition, .markRead, .markUnread, .rate, .assign, .move, .recall, .cancelUpload, .retryFailed,
            .discardFailed, .savePreferences, .acknowledgeRescue:
            writes.run(effect)
        case .attach(let files): arrive(files)
        case .stopAttaching(let files): arrivals.withLock { $0[files.id] }?.cancel()
        case .saveAttachment(let attachment, let directory):
            download(effect) { await $0.save(attachment, directory, $1) }
        case .openAttachment(let attachment): download(effect) { await $0.open(attachment, $1) }
        case .previewAttachment(let attachment): download(effect) { await $0.preview(attachment, $1) }
        case .cancelDownload(let id): downloads.withLock { $0[id]?.cancel() }
        case .completePath, .listFolder, .followPath, .loadThemes, .loadTheme:
            files.run { [lookups, mailbox] in
                await wait(atMost: Lookups.patience) {
                    if let message = await lookups.message(for: effect) { mailbox.post(message) }
                }
            }
        case .offerLink, .changeLink, .endLink, .loadDevices, .signOut, .removePhoneFile:
            files.run { [engine, mailbox] in mailbox.post(await engine.messages(for: effect)) }
        case .announceDraft, .closeDraft: announcements.run(effect)
        case .syncNow: engine.retryNow()
        case .editExternally, .runViewer, .copy, .notify, .repaint, .suspend, .quit: break
        }
    }

    public func settle() async {
        await reads.finish()
        await writes.finish()
        await files.finish()
    }

    public func finish() async {
        await writes.finish()
    }

    // MARK: Files

    /// Brings files into a draft in a task of its own, which can be cancelled, and says when all is over.
    private func arrive(_ coming: ArrivingFiles) {
        arrivals.withLock { arrivals in
            arrivals[coming.id] = files.run {
                await self.attach(coming)
                self.arrivals.withLock { $0[coming.id] = nil }
                self.mailbox.post(.filesArrived(coming))
            }
        }
    }

    private func attach(_ coming: ArrivingFiles) async {
        switch coming.source {
        case .path(let path): await attach(path, coming.draft)
        case .dropped(let dropped, let text): await attach(dropped, text, coming.draft)
        case .phone(let file): await take(file, coming.draft)
        }
    }

    /// Receives a file from the phone and attaches it as one of this machine. The backend hears of it in a task of its own:
    /// a message that waits for the file does not wait for that.
    private func take(_ file: PhoneFile, _ draft: Draft.ID) async {
        let folder = "\(store.directory)/phone/\(file.id)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do throws(HelpdeskError) {
            let path = try await saver.save(file.attachment, directory: folder)
            let limits = try await store.deskSnapshot().limits
            let attached = try await store.attach(path: path, to: draft, limits: limits)
            mailbox.post(.fileAttached(draft, attached))
            run(.removePhoneFile(file))
        } catch {
            mailbox.post(.attachFailed(draft, error))
        }
    }

    private func attach(_ path: String, _ draft: Draft.ID) async {
        do throws(HelpdeskError) {
            let limits = try await store.deskSnapshot().limits
            let located = await onOwnThread { PathCompleter.locate(path) }
            let file = try await store.attach(located, to: draft, limits: limits)
            mailbox.post(.fileAttached(draft, file))
        } catch {
            mailbox.post(.attachFailed(draft, error))
        }
    }

    /// Attaches what was dropped if all of it is files; else it was a text.
    private func attach(_ dropped: DroppedPaths, _ text: String, _ draft: Draft.ID) async {
        let paths = dropped.paths
        guard await onOwnThread({ paths.map(PathCompleter.locate).allSatisfy(\.isThere) }) else {
            mailbox.post(.dropRefused(draft, text: text))
            return
        }
        for path in dropped.paths { await attach(path, draft) }
    }

    /// Does what needs the file in a task of its own, which can be cancelled.
    private func download(
        _ effect: Effect, _ work: @escaping @Sendable (EffectRunner, Transfer.ID) async -> Void
    ) {
        guard let transfer = effect.transfer else { return }
        downloads.withLock { downloads in
            downloads[transfer] = files.run {
                await work(self, transfer)
                self.downloads.withLock { $0[transfer] = nil }
            }
        }
    }

    private func save(_ attachment: Attachment, _ directory: String, _ transfer: Transfer.ID) async {
        do throws(HelpdeskError) {
            let folder = await onOwnThread { PathCompleter.locate(directory) }
            let path = try await saver.save(attachment, in: folder, progress: progress(of: transfer))
            mailbox.post(.attachmentSaved(transfer, path: path.text))
        } catch {
            mailbox.post(.attachmentNotSaved(transfer, error))
        }
    }

    /// Tells the loop how far a transfer is, not more often than it shows.
    private func progress(of transfer: Transfer.ID) -> @Sendable (TransferProgress) -> Void {
        let last = LastProgress()
        return { [mailbox] progress in
            if last.isWorthShowing(progress) { mailbox.post(.downloadProgressed(transfer, progress)) }
        }
    }

    private final class LastProgress: Sendable {
        private let shown = Mutex<TransferProgress?>(nil)

        func isWorthShowing(_ progress: TransferProgress) -> Bool {
            shown.withLock { shown in
                guard progress.isWorthShowing(after: shown) else { return false }
                shown = progress
                return true
            }
        }
    }

    private func open(_ attachment: Attachment, _ transfer: Transfer.ID) async {
        guard let path = await copy(of: attachment, transfer) else { return }
        let viewer = Viewer(
            configured: configuration.viewer(for: attachment.mediaType), file: path, environment: environment)
        switch viewer {
        case .inTerminal(let arguments): mailbox.post(.viewerReady(arguments))
        case .onDesktop(let arguments):
            let isStarted = DesktopProgram.start(arguments)
            mailbox.post(isStarted ? .done(.opened(attachment.name)) : .refused(.noViewer(attachment.name)))
        case nil: mailbox.post(.refused(.noViewer(attachment.name)))
        }
    }

    private func preview(_ attachment: Attachment, _ transfer: Transfer.ID) async {
        guard let path = await copy(of: attachment, transfer) else { return }
        if let lines = TextPreview.lines(of: path) {
            mailbox.post(.previewLoaded(name: attachment.name, lines: lines))
        } else {
            mailbox.post(.refused(.notPreviewable(attachment.name)))
        }
    }

    /// The path of a copy of the attachment to look at; nil, and said why, if there is none.
    private func copy(of attachment: Attachment, _ transfer: Transfer.ID) async -> String? {
        do throws(HelpdeskError) {
            let path = try await viewed.copy(of: attachment, progress: progress(of: transfer))
            mailbox.post(.attachmentFetched(transfer))
            return path
        } catch {
            mailbox.post(.attachmentNotSaved(transfer, error))
            return nil
        }
    }
}
