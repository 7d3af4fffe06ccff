import Foundation
import HelpdeskModels

/// The state of synchronisation with an RT; the cursor of the change feed is its JSON in base64url.
///
/// RT has no feed, so the cursor contains what a feed would know: the known tickets, and how far their changes are read.
struct RTCursor: Codable, Hashable, Sendable {
    private static let currentVersion = 2

    var version = currentVersion
    /// The numbers of all delivered tickets, as ranges.
    var known = ""
    /// The numbers of tickets that are still to be read.
    var todo = ""
    /// Merged tickets: the number that they are found under now, by their own number.
    var merged: [String: Int] = [:]
    /// The position of the first pass, which goes from the newest ticket down: the next tickets have lower numbers. Nil once
    /// it is complete.
    var walk: Int?
    /// How far the last changes of tickets are read.
    var progress = RTProgress()
    /// RT's count of tickets.
    var total = 0
    /// A condition on tickets for an RT that does not count them, because it hides rows after paging: it keeps the number of
    /// hidden rows small. Nil if RT counts.
    var scope: String?
    /// Whether RT offers a change of status in a queue, by `QUEUE KIND`, as far as known.
    var offers: [String: Bool] = [:]
    /// Tickets from which to learn what RT offers, by `QUEUE KIND`.
    var samples: [String: Int] = [:]
    /// The numbers of the queues that were delivered as topics, or cannot be seen, as ranges.
    var queues = ""
    /// Tickets that could not be read, by their number.
    var setAside: [String: RTSetAside] = [:]
    /// The time of the last comparison of all tickets, by the clock of this machine.
    var compared = Timestamp(milliseconds: 0)
    /// The time when the topics were last read.
    var topics = Timestamp(milliseconds: 0)

    /// Nil for a text that is not a cursor of this version.
    init?(_ text: String) {
        var base64 = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        base64 += String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: base64), let cursor = try? WireJSON.decode(RTCursor.self, from: data),
            cursor.version == Self.currentVersion
        else { return nil }
        self = cursor
    }

    init() {}

    func encoded() throws(HelpdeskError) -> String {
        let data: Data
        do {
            data = try WireJSON.encode(self)
        } catch {
            throw HelpdeskError(.unexpected, detail: "the cursor cannot be encoded")
        }
        return data.base64EncodedString().replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }
}

extension RTCursor {
    static func offer(_ kind: NewEvent.Kind, in queue: String) -> String { "\(queue) \(kind.rawValue)" }

    /// The changes of status that RT is known not to offer in the queue.
    func refused(in queue: String) -> [NewEvent.Kind] {
        [.resolved, .reopened].filter { offers[Self.offer($0, in: queue)] == false }
    }

    /// The condition for all tickets in RT's query language.
    var tickets: String { "EffectiveId > 0" + (scope.map { " AND (\($0))" } ?? "") }

    var knownNumbers: IndexSet {
        get { RTNumbers.read(known) ?? [] }
        set { known = RTNumbers.write(newValue) }
    }

    var todoNumbers: IndexSet {
        get { RTNumbers.read(todo) ?? [] }
        set { todo = RTNumbers.write(newValue) }
    }

    var queueNumbers: IndexSet {
        get { RTNumbers.read(queues) ?? [] }
        set { queues = RTNumbers.write(newValue) }
    }

    /// Takes the tickets that could not be read and are due for a retry.
    mutating func takeDue(at now: Timestamp) -> IndexSet {
        var due = IndexSet()
        for (number, entry) in setAside where entry.next <= now {
            guard let ticket = Int(number) else { continue }
            due.insert(ticket)
            setAside[number]?.postpone(from: now)
        }
        return due
    }
}

/// The retries of a ticket that could not be read.
struct RTSetAside: Codable, Hashable, Sendable {
    private(set) var tries = 0
    private(set) var next = Timestamp(milliseconds: 0)

    /// Waits a minute, then twice as long each time, up to six hours.
    mutating func postpone(from now: Timestamp) {
        tries += 1
        next = now.adding(.seconds(min(60 << min(tries - 1, 10), 6 * 3600)))
    }
}

/// Ticket numbers written as ranges: `1-57,60,63-64`.
enum RTNumbers {
    static func write(_ numbers: IndexSet) -> String {
        numbers.rangeView.map { range in
            range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound - 1)"
        }.joined(separator: ",")
    }

    /// Nil for anything else.
    static func read(_ text: String) -> IndexSet? {
        var numbers = IndexSet()
        for part in text.split(separator: ",") {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
            guard let first = ends.first.flatMap({ Int64($0) }), let last = ends.last.flatMap({ Int64($0) }),
                ends.count <= 2, first <= last, RTIdentifier.numbers.contains(first),
                RTIdentifier.numbers.contains(last)
            else { return nil }
            numbers.insert(integersIn: Int(first)...Int(last))
        }
        return numbers
    }
}
