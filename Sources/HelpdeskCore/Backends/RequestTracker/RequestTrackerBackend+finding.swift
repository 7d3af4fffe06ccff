import Foundation
import HelpdeskModels

/// Looking for a ticket or message that may have been sent already, so that it is not sent twice.
extension RequestTrackerBackend {
    /// How long a request whose answer was lost may take to become visible; longer with files, for which RT needs about half
    /// a second per megabyte.
    private static func settling(_ files: [String]) -> Duration {
        let size = files.reduce(Int64(0)) { sum, file in
            // A file that cannot be read adds nothing here; sending it will report the error.
            let attributes = try? FileManager.default.attributesOfItem(atPath: file)
            return sum + ((attributes?[.size] as? NSNumber)?.int64Value ?? 0)
        }
        return .seconds(5 + size >> 20)
    }

    /// Throws `notSettled`, which is transient, while the request may still take effect.
    func waitUntilSettled(_ lastTry: Timestamp, _ context: PutContext) throws(HelpdeskError) {
        let passed = clock() - lastTry
        let settling = Self.settling(context.files)
        // If the clock was set back, do not wait for ever.
        guard passed >= .zero, passed < settling else { return }
        throw HelpdeskError(
            .notSettled, subject: host, detail: "it may still arrive from before",
            retryAfter: settling - passed + .milliseconds(500))
    }

    /// The ticket with the reference; the oldest if there are several.
    func ticket(with reference: RTReference) async throws(HelpdeskError) -> Int64? {
        let conditions = [
            "CF.{\(RTQueue.ticketReference)} = '\(reference.id)'", "RefersTo = '\(reference.link)'",
        ]
        for condition in conditions {
            let found = try await rows("/tickets", query: [("query", condition), ("orderby", "id")])
            if let number = found.compactMap({ $0["id"].identifier }).min() { return number }
        }
        return nil
    }

    /// The transaction of the message: by its reference, or if RT keeps none, by author, text and position.
    ///
    /// Throws `perhapsSent` if that leaves open whether the message is there.
    func transaction(
        with reference: RTReference, _ message: NewMessage, _ ticket: Int64, _ context: PutContext
    ) async throws(HelpdeskError) -> Int64? {
        let condition = "CF.{\(RTQueue.messageReference)} = '\(reference.id)'"
        let found = try await rows(
            "/transactions", query: [("orderby", "id")], body: RTRequest.form([("query", condition)]))
        if let number = found.compactMap({ $0["id"].identifier }).min() { return number }

        let me = try await account()
        let kind = message.isInternal ? RTTransaction.Kind.comment : .correspond
        let known = context.newestKnown.flatMap { identifier.number(.message, of: $0.uuid) }
        // If the ticket was merged meanwhile, later transactions belong to the other one.
        let numbers = Set(try await current(ticket).flatMap { [$0.number, $0.effective] } + [ticket])
        let newer = try await transactions(of: numbers.sorted(), isStaff: me.user.role.isStaff).filter {
            $0.kind == kind && $0.creator.name == me.user.id.rawValue && $0.number > known ?? 0
        }.sorted { $0.number < $1.number }
        let contents = try await contents(of: newer.map(\.number))
        var isDoubtful = false
        for transaction in newer {
            let content = contents[transaction.number] ?? .empty
            switch RTComparison.compare(message, with: content, identifier) {
            case .same where known != nil: return transaction.number
            case .same, .similar: isDoubtful = true
            case .different: continue
            }
        }
        if isDoubtful { throw HelpdeskError(.perhapsSent, subject: host) }
        return nil
    }
}

/// The client's id in a form that RT can store and find.
struct RTReference: Hashable, Sendable {
    /// For a custom field.
    let id: String
    /// For a link, if there is no such field. The address leads nowhere: `invalid` is reserved (RFC 6761).
    let link: String

    init(_ uuid: UUID, of kind: String) {
        id = uuid.uuidString.lowercased()
        link = "https://client.invalid/\(kind)/" + id
    }
}

/// The comparison of a message of RT with one that was sent.
enum RTComparison: Hashable, Sendable {
    case same
    /// It may be the same, cut or changed by RT.
    case similar
    case different

    static func compare(_ message: NewMessage, with content: RTContent, _ identifier: RTIdentifier) -> RTComparison {
        let here = words(message.text)
        let there = words(content.text)
        let namesHere = message.attachments.map { RTMultipart.name($0.name) }.sorted()
        let namesThere = content.attachments(identifier).map(\.name).sorted()
        if here == there { return namesHere == namesThere ? .same : .similar }
        let shorter = here.count <= there.count ? here : there
        guard !shorter.isEmpty else { return .different }
        let longer = here.count <= there.count ? there : here
        return longer.hasPrefix(shorter) ? .similar : .different
    }

    /// Not all white space survives RT.
    private static func words(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
