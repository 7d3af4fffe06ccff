import Foundation
import HelpdeskCore
import HelpdeskModels
import Synchronization
import SystemKit
import TerminalKit

/// Runs the effects on files, each in a task of its own that can be cancelled.
final class FileEffects: Sendable {
    private let store: Store
    private let engine: SyncEngine
    private let saver: AttachmentSaver
    private let viewed: ViewedFiles
    private let lookups: Lookups
    private let configuration: UIConfiguration
    private let environment: [String: String]
    private let restrictions: Restrictions
    private let mailbox: Mailbox
    private let tasks = RunningTasks()
    /// Files that are being received.
    private let downloads = Mutex<[Transfer.ID: Task<Void, Never>]>([:])
    /// Files that are being attached.
    private let arrivals = Mutex<[ArrivingFiles.ID: Task<Void, Never>]>([:])

    init(
        store: Store, engine: SyncEngine, saver: AttachmentSaver, lookups: Lookups, configuration: UIConfiguration,
        environment: [String: String], restrictions: Restrictions, mailbox: Mailbox
    ) {
        self.store = store
        self.engine = engine
        self.saver = saver
        viewed = ViewedFiles(saver)
        self.lookups = lookups
        self.configuration = configuration
        self.environment = environment
        self.restrictions = restrictions
        self.mailbox = mailbox
    }

    func run(_ effect: Effect.Files) {
        switch effect {
        case .look(let look):
            tasks.run { [lookups, mailbox] in
                await wait(atMost: Lookups.patience) { mailbox.post(await lookups.message(for: look)) }
            }
        case .attach(let files): begin(files)
        case .stopAttaching(let files): arrivals.withLock { $0[files.id] }?.cancel()
        case .fetch(let fetch): begin(fetch)
        case .cancelDownload(let id): downloads.withLock { $0[id] }?.cancel()
        }
    }

    /// Returns when everything that was begun is done and has posted its answer.
    func finish() async { await tasks.finish() }

    // MARK: Into a draft

    /// Attaches files in a task of its own, and says when all of them are attached or refused.
    private func begin(_ coming: ArrivingFiles) {
        arrivals.withLock { arrivals in
            arrivals[coming.id] = tasks.run {
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
        case .phone(let file): await receive(file, coming.draft)
        case .pasted(let text, let name): await attach(text, as: name, coming.draft)
        }
    }

    /// Receives a file from the phone and attaches it like one of this machine. The backend is notified in a task of its own:
    /// a message that waits for the file does not wait for that.
    private func receive(_ file: PhoneFile, _ draft: Draft.ID) async {
        let folder = "\(store.directory)/phone/\(file.id)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do throws(HelpdeskError) {
            let path = try await saver.save(file.attachment, directory: folder)
            let limits = try await store.deskSnapshot().limits
            let attached = try await store.attach(path: path, to: draft, limits: limits)
            mailbox.post(.fileAttached(draft, attached))
            tasks.run { [engine, mailbox] in mailbox.post(await engine.messages(for: .removePhoneFile(file))) }
        } catch {
            mailbox.post(.attachFailed(draft, error))
        }
    }

    /// Makes a file of a text. The text stays where it is until the file is safe.
    private func attach(_ text: String, as name: String, _ draft: Draft.ID) async {
        let folder = "\(store.directory)/pasted/\(UUID().uuidString)"
        // A folder that stays by mishap only takes room, which nobody else can read.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do throws(HelpdeskError) {
            let path = "\(folder)/\(name)"
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
                try Data(text.utf8).write(to: URL(filePath: path))
            } catch {
                throw HelpdeskError(.storeUnwritable, subject: name)
            }
            let limits = try await store.deskSnapshot().limits
            let file = try await store.attach(path: path, to: draft, limits: limits)
            mailbox.post(.pastedTextAttached(draft, file, text: text))
        } catch {
            mailbox.post(.attachFailed(draft, error))
        }
    }

    private func attach(_ path: String, _ draft: Draft.ID) async {
        do throws(HelpdeskError) {
            let limits = try await store.deskSnapshot().limits
            let located = try await located(path)
            let file = try await store.attach(located, to: draft, limits: limits)
            mailbox.post(.fileAttached(draft, file))
        } catch {
            mailbox.post(.attachFailed(draft, error))
        }
    }

    /// Attaches what was dropped if all of it is files; else it was a text.
    private func attach(_ dropped: DroppedPaths, _ text: String, _ draft: Draft.ID) async {
        for path in dropped.paths {
            do throws(HelpdeskError) {
                if try await located(path).isThere { continue }
                mailbox.post(.dropRefused(draft, text: text))
            } catch {
                // Whether there is such a file is nobody's business, so it may be a text, and stays where it was dropped.
                mailbox.post([.dropRefused(draft, text: text), .attachFailed(draft, error)])
            }
            return
        }
        for path in dropped.paths { await attach(path, draft) }
    }

    /// What a path of the user leads to. Throws as `PathCompleter.locate`.
    private func located(_ path: String, making: Bool = false) async throws(HelpdeskError) -> LocatedPath {
        try await onOwnThread { [restrictions] in
            Result { () throws(HelpdeskError) in
                try PathCompleter.locate(path, within: restrictions, making: making)
            }
        }.get()
    }

    // MARK: From the desk

    private func begin(_ fetch: Effect.Fetch) {
        let transfer = fetch.transfer
        downloads.withLock { downloads in
            downloads[transfer] = tasks.run {
                switch fetch {
                case .save(let attachment, let directory): await self.save(attachment, directory, transfer)
                case .open(let attachment): await self.open(attachment, transfer)
                case .preview(let attachment): await self.preview(attachment, transfer)
                }
                self.downloads.withLock { $0[transfer] = nil }
            }
        }
    }

    private func save(_ attachment: Attachment, _ directory: String, _ transfer: Transfer.ID) async {
        do throws(HelpdeskError) {
            let folder = try await located(directory, making: true)
            let path = try await saver.save(attachment, in: folder, progress: progress(of: transfer))
            mailbox.post(.attachmentSaved(transfer, path: path.text))
        } catch {
            mailbox.post(.attachmentNotSaved(transfer, error))
        }
    }

    private func open(_ attachment: Attachment, _ transfer: Transfer.ID) async {
        guard restrictions.allowsPrograms else {
            mailbox.post([.attachmentFetched(transfer), .refused(.notInRestrictedMode)])
            return
        }
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
        if attachment.size == 0 {
            mailbox.post(.refused(.emptyFile(attachment.name)))
        } else if let lines = TextPreview.lines(of: path) {
            mailbox.post(.previewLoaded(name: attachment.name, lines: lines))
        } else if configuration.pictures != .off, PictureMaker.isPicture(path) {
            mailbox.post(.pictureFetched(name: attachment.name, path: path))
        } else if attachment.mediaType.lowercased().hasPrefix("image/") {
            mailbox.post(.refused(.pictureFailed(.unreadable, name: attachment.name)))
        } else {
            mailbox.post(.refused(.notPreviewable(attachment.name)))
        }
    }

    /// The path of a copy of the attachment to look at; nil, with the reason posted, if there is none.
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

    /// Reports to the loop how far a transfer is, as often as the difference can be seen.
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
}

/// The beginning of a text file as lines that can be drawn.
enum TextPreview {
    private static let maxBytes = 512 * 1024
    private static let maxLines = 5000

    /// Nil if the file is no text in UTF-8, or cannot be read; the caller says so.
    static func lines(of path: String) -> [String]? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        let data: Data
        do {
            // At the end of the file, which of an empty one is its beginning, nothing is read.
            data = try file.read(upToCount: maxBytes) ?? Data()
        } catch {
            return nil
        }
        if data.contains(0) { return nil }
        // The cut may lie within a character.
        let text = (0..<4).lazy.compactMap { String(validating: data.dropLast($0), as: UTF8.self) }.first
        return text?.withoutByteOrderMark.split(separator: "\n", maxSplits: maxLines, omittingEmptySubsequences: false)
            .prefix(maxLines)
            .map { Sanitizer.visible($0.hasSuffix("\r") ? $0.dropLast() : $0) }
    }
}
