public import HelpdeskCore
import SystemKit
import TerminalKit

/// Runs effects beside the loop, and posts what came of them.
public protocol EffectRunning: Sendable {
    /// Begins an effect; returns at once.
    func run(_ effect: Effect.Read)
    func run(_ effect: Effect.Write)
    func run(_ effect: Effect.Files)
    func run(_ effect: Effect.Remote)

    /// Returns when everything that was begun is done and has posted its answer.
    func settle() async

    /// Returns when everything that was typed is on disk.
    func save() async

    /// Returns when everything that writes is done.
    func finish() async
}

/// Runs effects on the store, the engine and the files of this machine.
///
/// Reads run one after the other, and so do writes, so that an older answer never overtakes a newer one and a draft
/// that was sent is not written again. Files and requests take as long as they need beside that.
///
/// Typed words are saved a few times a second, and before anything else that is written. Similar tickets are looked for,
/// and the desk is asked what it has for a filter, when nobody has typed for a moment.
public final class EffectRunner: EffectRunning {
    private let engine: SyncEngine
    private let mailbox: Mailbox
    private let reads: Lane<Effect.Read>
    private let writes: Lane<Effect.Write>
    private let words: HeldWork<Effect.Write>
    private let lookups: HeldWork<Effect.Read>
    private let announcements: Lane<Effect.Remote>
    private let searches: HeldWork<Effect.Remote>
    private let reminder: Reminder
    private let requests: RunningTasks
    private let files: FileEffects

    /// With the time that it takes to write, no word that was on the screen for half a second is lost, however the
    /// program ends.
    private static let typingPause = Duration.milliseconds(400)

    /// - Parameter pause: returns after the time for which words may wait; nil for the usual time.
    public init(
        store: Store, engine: SyncEngine, saver: AttachmentSaver, themes: ThemeFolders, configuration: UIConfiguration,
        environment: [String: String], restrictions: Restrictions, mailbox: Mailbox,
        pause: (@Sendable () async -> Void)? = nil
    ) {
        let pause = pause ?? { try? await MachineTimer.sleep(for: Self.typingPause) }
        self.engine = engine
        self.mailbox = mailbox
        let reads = Lane<Effect.Read> { mailbox.post(await store.messages(for: $0)) }
        self.reads = reads
        lookups = HeldWork(.afterLast, pause: pause, perform: reads.run)
        let hold = Duration.seconds(configuration.undoSeconds)
        let unsaved = UnsavedDrafts { await store.write($0, holdingFor: hold) }
        let writes = Lane<Effect.Write> { mailbox.post(await unsaved.run($0)) }
        self.writes = writes
        words = HeldWork(.oncePerPause, pause: pause, perform: writes.run)
        // Failures are silent: nobody asked for them, and they come again soon.
        announcements = Lane { mailbox.post(await engine.messages(for: $0)) }
        let requests = RunningTasks()
        self.requests = requests
        searches = HeldWork(.afterLast, pause: pause) { effect in
            requests.run { mailbox.post(await engine.messages(for: effect)) }
        }
        reminder = Reminder(.presenceDue, to: mailbox)
        files = FileEffects(
            store: store, engine: engine, saver: saver, lookups: Lookups(themes: themes, restrictions: restrictions),
            configuration: configuration, environment: environment, restrictions: restrictions, mailbox: mailbox)
    }

    public func run(_ effect: Effect.Read) {
        if case .similar = effect { lookups.run(effect) } else { reads.run(effect) }
    }

    public func run(_ effect: Effect.Write) {
        switch effect {
        case .saveDraft, .keepWords: words.run(effect)
        // Everything else is done after what was typed before it.
        default:
            words.release()
            writes.run(effect)
        }
    }

    public func run(_ effect: Effect.Files) { files.run(effect) }

    public func run(_ effect: Effect.Remote) {
        switch effect {
        case .announceDraft, .closeDraft: announcements.run(effect)
        case .announcePresence(_, _, let seconds):
            announcements.run(effect)
            reminder.remind(after: .seconds(seconds))
        case .leavePresence:
            announcements.run(effect)
            reminder.cancel()
        case .countOnDesk: searches.run(effect)
        case .offerLink, .changeLink, .endLink, .devices, .signOut, .removePhoneFile, .syncNow, .statistics,
            .loadFromDesk, .fetchNumber:
            requests.run { [engine, mailbox] in mailbox.post(await engine.messages(for: effect)) }
        }
    }

    public func settle() async {
        lookups.release()
        await reads.finish()
        await save()
        await files.finish()
        searches.release()
        await requests.finish()
    }

    public func save() async {
        words.release()
        await writes.finish()
    }

    public func finish() async {
        reminder.cancel()
        await save()
    }
}

/// Hands each effect to what runs it: the screen's own are run at once, all others beside the loop.
@MainActor
struct EffectDispatcher {
    let background: any EffectRunning
    let screen: ScreenEffects
    let terminal: any Terminal
    let mailbox: Mailbox

    /// - Parameter state: what the effects belong to, with the reader's language and settings.
    func run(_ effects: [Effect], for state: AppState) {
        for effect in effects {
            switch effect {
            case .read(let effect): background.run(effect)
            case .write(let effect): background.run(effect)
            case .files(let effect): background.run(effect)
            case .remote(let effect): background.run(effect)
            case .screen(let effect):
                mailbox.post(
                    screen.run(effect, on: terminal, notifying: state.notifications, strings: state.strings))
            case .tick:
                Task { [mailbox] in
                    try await MachineTimer.sleep(for: .seconds(1))
                    mailbox.post(.secondPassed)
                }
            }
        }
    }
}
