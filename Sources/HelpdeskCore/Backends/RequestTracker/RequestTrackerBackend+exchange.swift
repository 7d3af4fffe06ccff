import Foundation
import HelpdeskModels
import HelpdeskTransport

extension RequestTrackerBackend {
    func request(
        _ method: TransportRequest.Method, _ path: String, query: [(String, String)] = []
    ) -> TransportRequest {
        let query = query.isEmpty ? "" : "?" + RTRequest.form(query)
        var request = TransportRequest(method, url: url + "/REST/2.0" + path + query)
        request.headers = [.init("accept", "application/json")]
        request.sink = .memory(limit: 32 << 20)
        // RT needs long for long lists and large messages, and giving up would leave the outcome unknown.
        request.patience = .total(120)
        return request
    }

    /// The answer to a GET; throws unless it is a success.
    func read(_ path: String, query: [(String, String)] = []) async throws(HelpdeskError) -> RTValue {
        try value(of: try await session.send(request(.get, path, query: query)))
    }

    /// All rows of a list, page after page.
    ///
    /// A short page is not the last if RT names a next one or counts more pages. The address of the next one is not used.
    func rows(
        _ list: String, query: [(String, String)], body: String? = nil, mediaType: String? = nil,
        listing: RTListing = .complete
    ) async throws(HelpdeskError) -> [RTValue] {
        try await self.list(list, query: query, body: body, mediaType: mediaType, listing: listing).rows
    }

    /// As `rows`, with the time of the first answer by RT's clock; nil if the answer has none.
    func list(
        _ list: String, query: [(String, String)], body: String? = nil, mediaType: String? = nil,
        listing: RTListing = .complete
    ) async throws(HelpdeskError) -> (rows: [RTValue], time: Timestamp?) {
        var rows: [RTValue] = []
        var time: Timestamp?
        var page = 1
        var (size, last) = (0, Data())
        while true {
            let answer = try await self.page(
                list, query: query, number: page, body: body, mediaType: mediaType, listing: listing)
            rows += answer.items
            time = time ?? answer.time
            if answer.isLast { return (rows, time) }
            page += 1
            size += answer.body.count
            guard page <= Self.maxPages, answer.items.isEmpty || answer.body != last else {
                throw bad("a list without end")
            }
            last = answer.body
            guard size <= Self.longestList else {
                throw HelpdeskError(
                    .answerTooLarge, subject: host, detail: "a list of more than \(Self.longestList) bytes")
            }
        }
    }

    /// Of a hundred rows each; more tickets than a desk has in its lifetime.
    static let maxPages = 5000
    /// In bytes; enough for the numbers of that many tickets.
    private static let longestList = 64 << 20

    func page(
        _ list: String, query: [(String, String)], number: Int, size: Int = 100, body: String? = nil,
        mediaType: String? = nil, listing: RTListing = .complete
    ) async throws(HelpdeskError) -> RTPage {
        let all = query + [("per_page", String(size)), ("page", String(number))]
        var request = request(body == nil ? .get : .post, list, query: all)
        if let body {
            request.body = .data(Data(body.utf8))
            request.headers.append(.init("content-type", mediaType ?? "application/x-www-form-urlencoded"))
        }
        let response = try await session.send(request)
        let value = try value(of: response)
        guard let page = RTPage(value, number: number, rows: size, listing, response) else {
            throw bad("no list")
        }
        return page
    }

    func value(of response: TransportResponse) throws(HelpdeskError) -> RTValue {
        guard (200...299).contains(response.status) else { throw refusal(response) }
        guard let value = try? RTValue(response.body) else { throw bad("no JSON") }
        return value
    }

    /// The meaning of an answer other than success. RT gives only a sentence in `message`, in the user's language.
    func refusal(_ response: TransportResponse) -> HelpdeskError {
        let message = (try? RTValue(response.body))?["message"].text ?? ""
        let isJSON = response.headers["content-type"]?.hasPrefix("application/json") ?? false
        let code: HelpdeskError.Code =
            switch response.status {
            case 400: .invalid
            case 403 where isJSON: .forbidden
            case 404 where isJSON: .notFound
            case 412: .conflict
            case 413: .tooLarge
            case 429: .tooManyRequests
            case 503: .deskUnavailable
            // 502 and 504 may be about what was asked for: it takes too long.
            case 500...599: .serverFailed
            case 300...499: .notCabdesk
            default: .badAnswer
            }
        return HelpdeskError(
            code, subject: host, detail: "HTTP \(response.status)" + (message.isEmpty ? "" : ": \(message.prefix(300))")
        )
    }

    func bad(_ detail: String) -> HelpdeskError {
        HelpdeskError(.badAnswer, subject: host, detail: detail)
    }
}

/// A page of one of RT's lists.
struct RTPage: Sendable {
    var items: [RTValue]
    var isLast: Bool
    /// The number of rows in all pages; nil if RT does not count them.
    var total: Int?
    /// The time of the answer by RT's clock, from its `Date` header; nil if there is none.
    var time: Timestamp?
    /// The raw answer.
    var body: Data

    /// Nil if it has no list.
    init?(_ value: RTValue, number: Int, rows: Int, _ listing: RTListing, _ response: TransportResponse) {
        guard case .list(let items) = value["items"] else { return nil }
        self.items = items
        body = response.body
        total = value["total"].number.map { max(0, Int($0)) }
        let isFollowed = !value["next_page"].text.isEmpty
        if let pages = value["pages"].number {
            isLast = number >= pages && !isFollowed
        } else {
            let isShort = listing == .complete ? items.count < rows : items.isEmpty
            isLast = !isFollowed && isShort
        }
        time = response.headers["date"].flatMap(Timestamp.init(httpDate:))
    }
}

/// How to recognise the last page of a list whose rows RT does not count.
///
/// Rows that the account may not see take up room on a page without being in it.
enum RTListing: Sendable {
    /// All rows are visible, so a page that is not full is the last.
    case complete
    /// Rows may be hidden, so only an empty page is the last.
    case withGaps
}

/// Encodes queries and forms for RT.
enum RTRequest {
    static func form(_ pairs: [(String, String)]) -> String {
        pairs.map { escape($0) + "=" + escape($1) }.joined(separator: "&")
    }

    /// RFC 3986, section 2.3.
    static func escape(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
