import Foundation
import HelpdeskModels
import HelpdeskTransport
import Synchronization
import TestSupport

@testable import HelpdeskCore

/// A Request Tracker in memory: as much of its REST2 interface as the adapter asks for. Its clock is the tests'.
final class FakeTracker: Transport {
    struct Part {
        var type = "text/plain"
        var name = ""
        var content = ""
        var size: Int?
    }

    struct Message {
        var kind = "Correspond"
        var author = "olena"
        var parts = [Part(content: "Hello")]
    }

    struct Ticket {
        var queue = 1
        var requestor = "olena"
        var copied: [String] = []
        var owner = "Nobody"
        var effective: Int?
        /// RT's clock at its last change.
        var changed: Timestamp
        var messages = [Message(kind: "Create")]
    }

    struct State {
        var now: Timestamp
        var tickets: [Int: Ticket] = [:]
        /// The names of the queues, also of those that RT does not list.
        var queues = [1: "General"]
        var unlisted: Set<Int> = []
        var isPrivileged = false
        var dates = true
        /// RT fails at whatever names one of these tickets.
        var broken: Set<Int> = []
        /// Refuses what is written, as RT does in Russian; and does not offer it.
        var refusal: String?
        var secret = "pass"
        var requests: [String] = []
    }

    private let state: Mutex<State>

    init(_ now: Timestamp) {
        state = Mutex(State(now: now))
    }

    @discardableResult
    func change<Value>(_ body: (inout State) -> Value) -> Value { state.withLock { body(&$0) } }

    /// The paths that were asked for since this was last called.
    func takeRequests() -> [String] {
        change { state in
            defer { state.requests = [] }
            return state.requests
        }
    }

    func file(_ number: Int, after seconds: Double = 0, _ edit: (inout Ticket) -> Void = { _ in }) {
        change { state in
            var ticket = Ticket(changed: state.now.adding(seconds: seconds))
            edit(&ticket)
            state.tickets[number] = ticket
        }
    }

    func reply(_ number: Int, _ text: String, by author: String = "alex") {
        change { state in
            state.tickets[number]?.messages.append(Message(author: author, parts: [Part(content: text)]))
            state.tickets[number]?.changed = state.now
        }
    }

    func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        let parts = URLComponents(string: request.url)
        let path = (parts?.path ?? "").replacing("/REST/2.0", with: "")
        let query = Dictionary((parts?.queryItems ?? []).map { ($0.name, $0.value ?? "") }) { first, _ in first }
        var body = ""
        if case .data(let data) = request.body { body = String(decoding: data, as: UTF8.self) }
        return change { state in
            state.requests.append(path)
            let proof = "olena:\(state.secret)"
            let isSignedIn = request.headers.contains {
                $0.name == "authorization" && $0.value.hasSuffix(Data(proof.utf8).base64EncodedString())
            }
            let (status, answer) =
                isSignedIn || path.hasPrefix("/NoAuth") ? state.answer(path, query, body) : (401, [:])
            let formatter = DateFormatter()
            formatter.locale = Locale(identifier: "en_US_POSIX")
            formatter.timeZone = TimeZone(secondsFromGMT: 0)
            formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
            var headers = ["content-type": "application/json"]
            if state.dates { headers["date"] = formatter.string(from: state.now.date) }
            let data = (try? JSONSerialization.data(withJSONObject: answer)) ?? Data()
            return TransportResponse(status: status, headers: headers, body: data)
        }
    }
}

extension FakeTracker.State {
    fileprivate func answer(_ path: String, _ query: [String: String], _ body: String) -> (Int, [String: Any]) {
        let words = path.split(separator: "/").map(String.init)
        let number = words.count > 1 ? Int(words[1]) ?? 0 : 0
        switch words.first {
        case "rt": return (200, ["Version": "5.0.3"])
        case "user": return (200, person("olena").merging(["Privileged": isPrivileged ? 1 : 0]) { $1 })
        case "queues":
            return list(queues.keys.filter { !unlisted.contains($0) }.sorted().map { ["id": "\($0)"] }, query)
        case "queue":
            guard let name = queues[number] else { return (404, ["message": "No"]) }
            let links: [[String: String]] =
                unlisted.contains(number) || refusal != nil ? [] : [["ref": "create", "type": "ticket"]]
            return (200, ["id": number, "Name": name, "_hyperlinks": links])
        case "tickets": return answer(tickets: query)
        case "ticket" where words.count > 2 || number == 0:
            return refusal == nil ? (201, ["id": "\(number)"]) : (400, ["message": refusal ?? ""])
        case "ticket":
            guard let ticket = tickets[number] else { return (404, ["message": "No"]) }
            var row = self.row(number, ticket)
            row["_hyperlinks"] = refusal == nil ? [["ref": "correspond"], ["ref": "lifecycle", "to": "resolved"]] : []
            return (200, row)
        case "transactions": return answer(transactions: body, query)
        case "attachments": return answer(attachments: body, query)
        default: return (200, [:])
        }
    }

    private func answer(tickets query: [String: String]) -> (Int, [String: Any]) {
        let condition = query["query"] ?? ""
        let named = Set(condition.matches(of: /EffectiveId = (\d+)/).compactMap { Int($0.1) })
        let below = condition.firstMatch(of: /id < (\d+)/).flatMap { Int($0.1) } ?? .max
        let rows = tickets.filter { number, ticket in
            number < below && (named.isEmpty || named.contains(ticket.effective ?? number))
        }
        let sorted =
            query["orderby"] == "LastUpdated"
            ? rows.sorted { ($0.value.changed, $0.key) > ($1.value.changed, $1.key) }
            : rows.sorted { query["order"] == "DESC" ? $0.key > $1.key : $0.key < $1.key }
        return list(sorted.map { row($0.key, $0.value) }, query)
    }

    private func answer(transactions body: String, _ query: [String: String]) -> (Int, [String: Any]) {
        let condition = body.replacing("%3D", with: "=").replacing("%27", with: "'")
        let named = condition.matches(of: /ObjectId=(\d+)/).compactMap { Int($0.1) }
        if !broken.isDisjoint(with: named) { return (500, [:]) }
        let rows = named.sorted().flatMap { number in
            (tickets[number]?.messages ?? []).enumerated().compactMap { index, message -> [String: Any]? in
                guard (message.kind == "Comment") == condition.contains("Type='Comment'") else { return nil }
                return [
                    "id": "\(number * 1000 + index)", "ObjectId": "\(number)", "Type": message.kind, "Field": "",
                    "Created": date(now), "Creator": person(message.author),
                ]
            }
        }
        return list(rows, query)
    }

    private func answer(attachments body: String, _ query: [String: String]) -> (Int, [String: Any]) {
        func named(_ field: String) -> Set<Int> {
            let conditions = (try? JSONSerialization.jsonObject(with: Data(body.utf8))) as? [[String: Any]] ?? []
            return Set(conditions.filter { $0["field"] as? String == field }.compactMap { $0["value"] as? Int })
        }
        let (transactions, parts) = (named("TransactionId"), named("id"))
        var rows: [[String: Any]] = []
        for (number, ticket) in tickets.sorted(by: { $0.key < $1.key }) {
            for (index, message) in ticket.messages.enumerated() {
                let transaction = number * 1000 + index
                for (place, part) in message.parts.enumerated() {
                    let id = transaction * 100 + place
                    let isWritten =
                        part.name.isEmpty && (part.type.hasPrefix("text/") || part.type.hasPrefix("multipart/"))
                    guard transactions.contains(transaction) || parts.contains(id),
                        !body.contains("STARTSWITH") || isWritten
                    else { continue }
                    rows.append([
                        "id": "\(id)", "TransactionId": ["id": "\(transaction)"], "ContentType": part.type,
                        "Filename": part.name, "ContentLength": "\(part.size ?? part.content.utf8.count)",
                        "Content": part.content,
                    ])
                }
            }
        }
        return list(rows, query)
    }

    private func row(_ number: Int, _ ticket: FakeTracker.Ticket) -> [String: Any] {
        [
            "id": "\(number)", "EffectiveId": ["id": "\(ticket.effective ?? number)"], "Subject": "Ticket \(number)",
            "Status": "open", "Queue": ["id": "\(ticket.queue)", "Name": queues[ticket.queue] ?? ""],
            "Owner": person(ticket.owner), "Creator": person(ticket.requestor),
            "Requestor": [person(ticket.requestor)], "Cc": ticket.copied.map { person($0) },
            "Created": date(now.adding(seconds: -86_400)), "LastUpdated": date(ticket.changed),
            "Resolved": "1970-01-01T00:00:00Z",
        ]
    }

    private func person(_ name: String) -> [String: Any] {
        ["id": ["olena": 22, "alex": 23][name] ?? 24, "Name": name, "RealName": name.capitalized]
    }

    private func date(_ time: Timestamp) -> String {
        time.date.formatted(.iso8601)
    }

    private func list(_ rows: [[String: Any]], _ query: [String: String]) -> (Int, [String: Any]) {
        let size = query["per_page"].flatMap { Int($0) } ?? 20
        let page = query["page"].flatMap { Int($0) } ?? 1
        let items = Array(rows.dropFirst(size * (page - 1)).prefix(size))
        return (200, ["items": items, "total": rows.count, "pages": (rows.count + size - 1) / size])
    }
}
