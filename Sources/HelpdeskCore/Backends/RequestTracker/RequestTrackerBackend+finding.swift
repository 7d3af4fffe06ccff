import Foundation
import HelpdeskModels

/// Looking for what was perhaps sent before, so that it is not sent twice.
extension RequestTrackerBackend {
    /// What was on its way when its answer was lost may take so long to become visible; longer with files, at which RT
    /// works about half a second for each megabyte.
    private static func settling(_ files: [String]) -> Duration {
        let size = files.reduce(Int64(0)) { sum, file in
            // A file that cannot be read makes no wait longer; the request that sends it says so.
            let attributes = try? FileManager.default.attributesOfItem(atPath: file)
            return sum + ((attributes?[.size] as? NSNumber)?.int64Value ?? 0)
        }
        return .seconds(5 + size >> 20)
    }

    /// Throws a failure that passes by itself while something may still be on its way.
    func waitUntilSettled(_ lastTry: Timestamp, _ context: PutContext) throws(HelpdeskError) {
        let passed = clock() - lastTry
        let settling = Self.settling(context.files)
        // A clock that was set back must not make it wait for ever.
        guard passed >= .zero, passed < settling else { return }
        throw HelpdeskError(
            .notSettled, subject: host, detail: "it may still arrive from before",
            retryAfter: settling - passed + .milliseconds(500))
    }

    /// The ticket that carries the reference; the oldest if there are several.
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

    /// The transaction of the message: by its reference, or where RT keeps none by author, text and place.
    ///
    /// Throws `perhapsSent` where the message may or may not be among what is there.
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
        // Also where the ticket was merged meanwhile: then what came later belongs to the other.
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

/// The id that was chosen here, as RT can keep and find it.
struct RTReference: Hashable, Sendable {
    /// For a custom field.
    let id: String
    /// For a link, where there is no such field. Nothing is at the address; `invalid` is reserved (RFC 6761).
    let link: String

    init(_ uuid: UUID, of kind: String) {
        id = uuid.uuidString.lowercased()
        link = "https://client.invalid/\(kind)/" + id
    }
}

/// Whether a message of RT is the one that was written here.
enum RTComparison: Hashable, Sendable {
    case same
    /// RT may have cut or changed it.
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

    /// White space does not survive every way.
    private static func words(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
