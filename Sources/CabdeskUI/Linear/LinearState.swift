import Foundation
import HelpdeskCore
public import HelpdeskModels
import TerminalKit

/// The program as a conversation of lines, for screen readers: nothing is painted, nothing moves.
///
/// It holds the state of the screens and performs the same actions on it; only input comes as lines, and
/// changes are reported in sentences. Pure like `AppState`. Anything that came in between is reported with the next answer, so that
/// nothing is ever written while somebody types.
public struct LinearState: Sendable {
    public internal(set) var app: AppState
    /// A question of the linear mode's own; those of the screens are overlays.
    var question: LinearQuestion?
    /// Whether lines are text, up to a line with a single dot.
    var isWriting = false
    /// What was written since writing began, in one piece: of many lines most were pasted.
    var written = ""
    /// Whether the form leads on from one part to the next, until all of it was asked for.
    var isGuided = false
    /// Whether the next reply that opens is to be written at once, rather than to be looked at.
    var writesNextReply = false
    /// Whether a page of the list is to be reported.
    var wantsList = false
    /// The first ticket of the page that was reported.
    var listStart = 0
    /// The message that was read last, by its place among the messages.
    var messageIndex: Int?
    /// Sentences about what was done that were not reported yet.
    var said: [String] = []
    /// The rest of a long answer, which Enter reports.
    var rest: [String] = []
    /// The state of everything when it was last reported to the reader.
    var reported = LinearReported()
    /// Whether the store was empty at the start; a desk always has a topic.
    private let isFirstStart: Bool
    /// Whether the last line was a command, so that silence would leave its author in doubt.
    var isAnswering = false
    /// Where a file was last looked for.
    var attachPath: String?
    /// Read marks of messages that were not reported yet.
    var heldMarks: [Effect] = []

    /// - Parameter app: filled with what the store had at the start.
    public init(_ app: AppState) {
        self.app = app
        self.app.size = Self.size
        self.app.isReadAloud = true
        isFirstStart = app.desk.topics.isEmpty
        wantsList = true
        reported.announcements = app.tickets.announcements
    }

    /// So large that a page of the list has ten tickets, and never the size at which two things are side by side.
    private static let size = Size(rows: 15, columns: 80)

    /// So many lines are reported at once; more comes with Enter.
    static let maxLines = 60

    public var startEffects: [Effect] { app.startEffects }
    public var isQuitting: Bool { app.isQuitting }

    /// Whether nothing was received before, so that there is nothing to report until the backend was asked once.
    public var awaitsFirstSync: Bool {
        guard isFirstStart else { return false }
        switch app.sync.phase {
        case .starting, .syncing: return true
        case .online, .offline, .signedOut: return false
        }
    }

    /// The profile that is to be opened after this one; nil to end.
    public var nextProfile: String? { app.profiles.next }

    var strings: Strings { app.strings }
    var bindings: BindingTable { app.bindings }

    /// Takes in a line that was typed; nil for the end of input (Ctrl-D).
    private mutating func receive(_ line: String?) -> [Effect] {
        app.notice = nil
        app.noteInput(.lineTyped(line))
        let effects = answered(line)
        takeNotice()
        return effects + app.keepWords() + app.announcePresence()
    }

    mutating func answered(_ line: String?) -> [Effect] {
        isAnswering = !isWriting
        if isWriting { return wrote(line) }
        guard let typed = line?.trimmingCharacters(in: .whitespaces) else { return inputEnded() }
        if !rest.isEmpty, typed.isEmpty { return [] }
        rest = []
        if let question { return answer(question, typed) }
        if let overlay = app.overlays.last { return answer(overlay, typed) }
        if place == .create, let effects = answerForm(typed) { return effects }
        if typed.isEmpty {
            // Enter asks what there is; that nothing is new is an answer, too.
            wantsStatus = true
            return []
        }
        return command(typed)
    }

    /// Takes in what happened meanwhile; `endTurn` reports it.
    public mutating func update(_ message: AppMessage, ids: FreshIDs, at time: Timestamp? = nil) -> [Effect] {
        if case .lineTyped(let line) = message {
            app.ids = ids
            app.now = time ?? app.now
            return receive(line)
        }
        var effects = app.update(message, ids: ids, at: time)
        takeNotice()
        if case .deskLoaded = message { effects += reportRescue() }
        if case .listLoaded = message, wantsList { effects += showPage() }
        if case .editedExternally = message { reportLength() }
        if case .attachFailed(let draft, let error) = message { effects += attachFailed(error, to: draft) }
        if case .draftOpened = message, reported.place == .create, place == .create { enterForm() }
        // A message counts as read only once it was reported.
        heldMarks += effects.filter(\.isReadMark)
        return effects.filter { !$0.isReadMark }
    }

    /// Whether there is something that came by itself and was not reported yet.
    public var hasNews: Bool { !said.isEmpty }

    private var reportedRescue: RescueReport?

    /// Whether the state of the connection was asked for.
    var wantsStatus = false

    mutating func takeNotice() {
        guard let notice = app.notice else { return }
        say(strings[notice.phrase])
        app.notice = nil
    }

    /// Reports once what became of a damaged store; a report counts as read.
    private mutating func reportRescue() -> [Effect] {
        guard let report = app.desk.rescue, report != reportedRescue else { return [] }
        reportedRescue = report
        say(strings[.rescued(report)])
        return [.write(.acknowledgeRescue)]
    }

    mutating func say(_ text: String) { said.append(text) }

    mutating func say(_ phrase: LinearPhrase) { said.append(strings[phrase]) }

    /// Ctrl-D: a step back, and out of the list the end, as in every program that asks line by line.
    private mutating func inputEnded() -> [Effect] {
        place == .list && question == nil && app.overlays.isEmpty ? app.perform(.quit) : leave()
    }

    /// One step back, as Escape is on the screen.
    mutating func leave() -> [Effect] {
        if question != nil {
            question = nil
            return []
        }
        if !app.overlays.isEmpty { return app.perform(.back) }
        switch place {
        case .list:
            if !app.tickets.marks.isEmpty {
                app.tickets.marks = []
                say(markedCount)
                return []
            }
            if !app.tickets.filter.isEmpty { return setFilter("") }
            reportListTitle()
            return []
        case .ticket: return app.perform(.back)
        case .reply: return app.perform(.leaveText)
        case .create, .customerPage: return app.perform(.showTickets)
        }
    }
}

extension Effect {
    fileprivate var isReadMark: Bool {
        if case .write(.markRead) = self { true } else { false }
    }
}

/// Where one is: what the next command is about.
enum LinearPlace: Equatable, Sendable {
    case list
    case ticket(Ticket.ID)
    case reply(Draft.ID)
    case create
    case customerPage

    /// Whether it lies within a ticket.
    var isInTicket: Bool {
        switch self {
        case .ticket, .reply: true
        case .list, .create, .customerPage: false
        }
    }
}

extension LinearState {
    var place: LinearPlace {
        switch app.tab {
        case .tickets:
            guard let ticket = app.ticket else { return .list }
            return ticket.reply.map { .reply($0.draft.id) } ?? .ticket(ticket.id)
        case .create: return .create
        case .customerPage: return .customerPage
        }
    }
}

/// The lines of one answer, and the effects that follow once they are reported.
public struct LinearAnswer: Equatable, Sendable {
    /// Sanitised, each without its line end.
    public let lines: [String]
    public let effects: [Effect]
    /// Without a line end; empty while text is written.
    public let prompt: String
}

/// A question of the linear mode's own, answered by the next line.
enum LinearQuestion: Equatable, Sendable {
    /// Which words the list is narrowed by.
    case filter
    case view
    case sort
}
