import ArgumentParser
import CabdeskUI
import CommandLineKit
import HelpdeskCore
import HelpdeskModels
import TerminalKit

struct ShiftCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "shift",
        abstract: "What happened since a shift began: new tickets, answers, what is resolved, and notes for the shift.",
        discussion: "Reads what was last synced, so it works offline; `cabdesk sync` brings it up to date.",
        subcommands: [ShiftNoteCommand.self])

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Option(
        help: """
            Since when: a time like 2026-03-12T06:00:00Z, or as long ago as 30m, 8h or 2d (default: since the shift \
            before ended, see the view This shift).
            """, transform: ShiftStart.init)
    var since: ShiftStart?

    func execute() async throws {
        let context = try await CommandContext.open(options)
        try await context.syncIfNever()
        let desk = try await context.store.deskSnapshot()
        let start = if let since { since.time(now: .now) } else { try await context.store.shift().since }
        let shift = try await ShiftReport(since: start, desk, context.store)
        if output.json {
            try StandardOutput.write(json: shift)
        } else {
            try StandardOutput.write(shift.text(desk, language: options.effectiveLanguage))
        }
    }
}

struct ShiftNoteCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: "Leave a note for the next shift; its text is read from standard input.",
        discussion: """
            Only the own service reads it, not the support desk's specialists. If the backend cannot be reached, it is \
            queued and goes out with the next sync.
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    func execute() async throws {
        let context = try await CommandContext.open(options)
        try await context.syncIfNever()
        let desk = try await context.store.deskSnapshot()
        let strings = Strings(language: options.effectiveLanguage)
        // Refused before anything is read.
        if desk.me?.user.role.isStaff == true { throw HelpdeskError(.forbidden) }
        guard desk.desk?.shiftNoteLength != nil, try context.backend().capabilities.shiftNotes else {
            StandardError.sentence(strings[.shiftNotesNotOffered])
            throw ExitCode.failure
        }
        let text = try TextInput.read(
            limit: ShiftNote.textLength, language: options.effectiveLanguage, takesFiles: false)
        let id = try await context.store.queueShiftNote(text)
        let outcome = try await context.send { () async throws(HelpdeskError) in
            guard let stored = try await context.store.deskSnapshot().shiftNotes.first(where: { $0.id == id }) else {
                return .missing
            }
            if let refusal = stored.refusal { return .waiting(.failed(refusal)) }
            return stored.isUnsent ? .waiting(.queued) : .received
        }
        if output.json { try StandardOutput.write(json: ShiftNoteResult(note: id, delivery: outcome.name)) }
        try outcome.report(in: options.effectiveLanguage)
    }
}

/// The output of `shift note --json`.
private struct ShiftNoteResult: Encodable {
    let note: ShiftNote.ID
    let delivery: String
}

/// A time, or how long ago it was.
struct ShiftStart {
    private let given: Timestamp?
    private let seconds: Double

    /// Throws `ValidationError` for neither.
    init(_ text: String) throws {
        if let time = Timestamp(text) {
            given = time
            seconds = 0
            return
        }
        let units: [Character: Double] = ["m": 60, "h": 3600, "d": 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()),
            (1...100_000).contains(count)
        else { throw ValidationError("Give a time like 2026-03-12T06:00:00Z, or how long ago like 30m, 8h or 2d.") }
        given = nil
        seconds = Double(count) * unit
    }

    func time(now: Timestamp) -> Timestamp { given ?? now.adding(seconds: -seconds) }
}

/// What changed since a time, as `shift` prints it. A ticket stands in every list that it belongs to.
struct ShiftReport: Encodable {
    let since: Timestamp
    /// Filed since then.
    let new: [TicketJSON]
    /// Those where it is the reader's turn and something happened since then.
    let waiting: [TicketJSON]
    let resolved: [TicketJSON]
    /// Newest first.
    let notes: [Note]
    private let rows: [[TicketRow]]

    struct Note: Encodable {
        let id: ShiftNote.ID
        let author: Author
        let text: String
        let written: Timestamp
    }

    private enum CodingKeys: CodingKey {
        case since, new, waiting, resolved, notes
    }

    init(since: Timestamp, _ desk: DeskSnapshot, _ store: Store) async throws(HelpdeskError) {
        var filed = TicketQuery()
        filed.conditions.filedFrom = since
        var lists = [try await store.rows(try await store.ticketIDs(filed))]
        for view in [TicketView.waiting, .resolved] {
            let found = try await store.rows(try await store.ticketIDs(TicketQuery(view: view, since: since)))
            lists.append(view == .resolved ? found.filter { ($0.resolved ?? since) > since } : found)
        }
        self.since = since
        rows = lists
        new = lists[0].map { TicketJSON($0) }
        waiting = lists[1].map { TicketJSON($0) }
        resolved = lists[2].map { TicketJSON($0) }
        notes = desk.shiftNotes.map(\.note).filter { $0.written >= since }.map {
            Note(id: $0.id, author: $0.author, text: $0.text, written: $0.written)
        }
    }

    func text(_ desk: DeskSnapshot, language: Language) -> String {
        let strings = Strings(language: language)
        let table = TicketTable(desk, language: language)
        let titles = CommandText(language).shiftTitles
        var parts = ["\(CommandText(language).shiftSince) \(strings.dateTime(since))\n"]
        for (title, rows) in zip(titles, rows) {
            parts.append("\n\(title): \(rows.count)\n" + table.lines(rows))
        }
        if !notes.isEmpty {
            parts.append(
                "\n\(strings[.shiftNotesTitle]): \(notes.count)\n"
                    + notes.map { note in
                        let head = "\(strings.dateTime(note.written)) \(Sanitizer.visible(note.author.name))"
                        return "── \(head)\n\(Sanitizer.visibleLines(note.text))\n"
                    }.joined())
        }
        return parts.joined()
    }
}

extension TicketQuery {
    /// The tickets of a view in which something happened since a time.
    fileprivate init(view: TicketView, since: Timestamp) {
        self.init(view: view)
        // Clocks differ: what the desk says of the next day is no reason to leave a ticket out.
        conditions.activity = since..<max(since, .now).adding(seconds: 86_400)
    }
}
