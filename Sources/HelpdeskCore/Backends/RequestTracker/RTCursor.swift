import Foundation
import HelpdeskModels

/// Where synchronising with an RT stands; travels as the cursor of the change feed, JSON in base64url.
///
/// RT has no feed, so the cursor holds what a feed would: which tickets are known, and how far their changes are read.
struct RTCursor: Codable, Hashable, Sendable {
    private static let currentVersion = 2

    var version = currentVersion
    /// The numbers of all tickets that were passed on, as ranges.
    var known = ""
    /// Numbers of tickets that are still to be read.
    var todo = ""
    /// Tickets that were merged, by their own number: the number that they are found under now.
    var merged: [String: Int] = [:]
    /// The first pass, from the newest ticket down: the next tickets have lower numbers. Nil once it is complete.
    var walk: Int?
    /// How far the last changes of tickets are read.
    var progress = RTProgress()
    /// How many tickets RT counted.
    var total = 0
    /// Where RT does not count, because it hides rows only after it has paged them: which tickets to ask for, so that
    /// few are hidden. Nil where it counts.
    var scope: String?
    /// Whether RT offers a change of status in a queue, by `QUEUE KIND`, where that was seen.
    var offers: [String: Bool] = [:]
    /// Tickets of which it is still to be learnt what RT offers, by `QUEUE KIND`.
    var samples: [String: Int] = [:]
    /// The numbers of the queues that were passed on as topics, or cannot be seen, as ranges.
    var queues = ""
    /// Tickets that could not be read, by their number.
    var setAside: [String: RTSetAside] = [:]
    /// When all tickets were last compared, by the clock of this machine.
    var compared = Timestamp(milliseconds: 0)
    /// When the topics were last read.
    var topics = Timestamp(milliseconds: 0)

    /// Nil for text that is no cursor of this version.
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

    /// The changes of status that RT was seen not to offer in the queue.
    func refused(in queue: String) -> [NewEvent.Kind] {
        [.resolved, .reopened].filter { offers[Self.offer($0, in: queue)] == false }
    }

    /// The condition of RT's query language for all tickets.
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

    /// Tickets that could not be read and are to be looked at again by now.
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

/// A ticket that could not be read, and when it is looked at again.
struct RTSetAside: Codable, Hashable, Sendable {
    private(set) var tries = 0
    private(set) var next = Timestamp(milliseconds: 0)

    /// After a minute first, then after twice as long each time, up to six hours.
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
