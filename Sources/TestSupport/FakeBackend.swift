public import Foundation
public import HelpdeskCore
public import HelpdeskModels

/// A backend in memory that follows the rules of API v1, and fails on demand.
public actor FakeBackend: Backend {
    /// The calls of the protocol, by which failures are ordered and counted.
    public enum Call: String, Sendable, CaseIterable {
        case desk, me, changes, ticket, search, ticketID, putTicket, putMessage, putEvent, putReadMark, putRating
        case createUpload, uploadState, sendUpload, download
        case offerTelegramLink, changeTelegramLink, endTelegramLink, devices, signOut
        case announce, closeDraft, removePhoneFile, putShiftNote, deleteShiftNote
        case announcePresence, leavePresence
        case putCannedReply, deleteCannedReply
    }

    struct Failure {
        var call: Call?
        var error: HelpdeskError
        var afterEffect: Bool
    }

    public nonisolated let capabilities = BackendCapabilities()
    public nonisolated let url: String
    public let account: Me
    public internal(set) var calls: [Call] = []
    public internal(set) var tickets: [Ticket.ID: Ticket] = [:]
    public internal(set) var messages: [Message.ID: Message] = [:]
    public internal(set) var events: [Event.ID: Event] = [:]
    public internal(set) var readMarks: [ReadMark] = []
    public internal(set) var files: [Attachment.ID: Data] = [:]
    public internal(set) var isCursorForgotten = false
    public internal(set) var links: [TelegramLink.ID: TelegramLink] = [:]
    public internal(set) var openDrafts: [EntityID<DraftAnnouncement>: DraftAnnouncement] = [:]
    public internal(set) var shiftNotes: [ShiftNote.ID: ShiftNote] = [:]
    /// What was announced of the account itself.
    public internal(set) var announced: [Ticket.ID: Presence.Activity] = [:]
    var others: [Presence] = []
    /// Tickets that were erased, with their places in the feed.
    var gone: [(sequence: Int, ticket: Ticket.ID)] = []
    public internal(set) var cannedReplies: [CannedReply.ID: CannedReply] = [:]
    var signedIn = [
        Device(id: 1, label: "laptop", created: Timestamp(milliseconds: 0), used: nil, isCurrent: true),
        Device(id: 2, label: "phone", created: Timestamp(milliseconds: 0), used: nil, isCurrent: false),
    ]

    /// Happens after a whole ticket was read and before it is answered.
    var meanwhile: (@Sendable () async throws -> Void)?
    var failures: [Failure] = []
    /// Every call from here on fails, for a number of calls counted down; see `crash`.
    var callsUntilCrash: Int?
    var crashesAfterEffect = false
    var requests: [UUID: Data] = [:]
    /// While set, uploads report that they began, and never end unless their task is cancelled.
    var doUploadsHang = false
    var uploads: [Upload.ID: (length: Int64, data: Data)] = [:]
    var feed: [(sequence: Int, key: String, change: Change)] = []
    var sequence = 0
    var waiting: [AsyncStream<Void>.Continuation] = []
    let clock: @Sendable () -> Timestamp

    public init(
        _ account: Me = Sample.me, url: String = "https://desk.example",
        clock: @escaping @Sendable () -> Timestamp = { .now }
    ) {
        self.account = account
        self.url = url
        self.clock = clock
        sequence = 4
        feed = [
            (1, "desk", .desk(Sample.desk)), (2, "service", .service(Sample.service)),
            (3, "telephony", .topic(Sample.telephony)), (4, "other", .topic(Sample.other)),
        ]
    }

    /// Makes the next call (of this kind) fail; `afterEffect`: it takes effect, and only the answer is lost.
    public func failNext(_ call: Call? = nil, with error: HelpdeskError, afterEffect: Bool = false) {
        failures.append(Failure(call: call, error: error, afterEffect: afterEffect))
    }

    /// Makes every call after so many more fail, as if the process had been killed there.
    public func crash(afterCalls count: Int?, afterEffect: Bool) {
        callsUntilCrash = count
        crashesAfterEffect = afterEffect
    }

    public func forgetCursors() {
        isCursorForgotten = true
    }

    /// Removes a ticket without an entry in the feed, as a restored backup does.
    public func lose(_ ticket: Ticket.ID) {
        tickets[ticket] = nil
        let lost = Set(messages.values.filter { $0.ticket == ticket }.map(\.id.description) + [ticket.description])
        messages = messages.filter { $0.value.ticket != ticket }
        feed.removeAll { lost.contains($0.key) }
    }

    /// Keeps a ticket and everything in it, and leaves it out of the feed, as what lies outside of a client's window.
    public func leaveOut(_ ticket: Ticket.ID) {
        let parts =
            messages.values.filter { $0.ticket == ticket }.map(\.id.description)
            + events.values.filter { $0.ticket == ticket }.map(\.id.description)
        let hidden = Set(parts + [ticket.description, "read \(ticket)"])
        feed.removeAll { hidden.contains($0.key) }
    }

    /// Does this whenever a whole ticket was read, before it is answered.
    public func doMeanwhile(_ body: (@Sendable () async throws -> Void)?) {
        meanwhile = body
    }

    /// Removes a message without an entry in the feed.
    public func lose(_ message: Message.ID) {
        messages[message] = nil
        feed.removeAll { $0.key == message.description }
    }

    public func hangUploads() {
        doUploadsHang = true
    }

    public func forgetUploads() {
        uploads = [:]
    }

    public func count(of call: Call) -> Int {
        calls.count { $0 == call }
    }

    /// Runs a call with the failures that the test demands.
    func perform<Value>(
        _ call: Call, _ effect: () async throws(HelpdeskError) -> Value
    ) async throws(HelpdeskError) -> Value {
        calls.append(call)
        if let left = callsUntilCrash {
            callsUntilCrash = left - 1
            if left < 0 || (left == 0 && !crashesAfterEffect) { throw HelpdeskError(.cancelled) }
            if left == 0 {
                _ = try await effect()
                throw HelpdeskError(.cancelled)
            }
        }
        guard let index = failures.firstIndex(where: { $0.call == nil || $0.call == call }) else {
            return try await effect()
        }
        let failure = failures.remove(at: index)
        if failure.afterEffect { _ = try await effect() }
        throw failure.error
    }

    /// Appends the state of a thing to the feed.
    /// Erases a ticket with everything in it.
    public func erase(_ ticket: Ticket.ID) {
        tickets[ticket] = nil
        feed.removeAll { entry in
            switch entry.change {
            case .ticket(let other): other.id == ticket
            case .message(let message): message.ticket == ticket
            case .event(let event): event.ticket == ticket
            case .readMark(let mark): mark.ticket == ticket
            default: false
            }
        }
        sequence += 1
        gone.append((sequence, ticket))
    }

    func publish(_ change: Change, key: String) {
        feed.removeAll { $0.key == key }
        sequence += 1
        feed.append((sequence, key, change))
        for waiter in waiting { waiter.finish() }
        waiting = []
    }
}
