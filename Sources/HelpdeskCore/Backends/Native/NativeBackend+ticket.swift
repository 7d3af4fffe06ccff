public import HelpdeskModels
import HelpdeskTransport

/// A whole ticket.
extension NativeBackend {
    public func ticket(_ id: Ticket.ID) async throws(HelpdeskError) -> WholeTicket {
        let answer: Ticket = try decode(try await exchange(request(.get, "/tickets/\(id)")))
        guard answer.id == id else { throw bad("the answer is about another ticket") }
        _ = try plausible(.ticket(answer))
        var whole = WholeTicket(ticket: answer)
        whole.readMark = try await readMark(of: id)
        var room = Self.maxSize
        let messages = try await all("/tickets/\(id)/messages", Message.self, &room)
        let events = try await all("/tickets/\(id)/events", Event.self, &room)
        guard messages.allSatisfy({ $0?.ticket ?? id == id }), events.allSatisfy({ $0?.ticket ?? id == id }) else {
            throw bad("the contents of another ticket")
        }
        whole.messages = messages.compactMap(\.self).filter { Change.message($0).plausible != nil }
        whole.events = events.compactMap(\.self).filter { Change.event($0).plausible != nil }
        whole.setAside = messages.count + events.count - whole.messages.count - whole.events.count
        return whole
    }

    private func readMark(of ticket: Ticket.ID) async throws(HelpdeskError) -> ReadMark? {
        let response = try await send(request(.get, "/tickets/\(ticket)/read"))
        // An older desk takes marks and does not give them.
        if response.status == 405 { return nil }
        let mark: ReadMark = try decode(try checked(response))
        guard mark.ticket == ticket else { throw bad("the read mark of another ticket") }
        return mark
    }

    /// Every item of a list, nil for one that cannot be decoded. Asks for fewer at a time where the answer is too large.
    private func all<Item: Decodable>(
        _ path: String, _ type: Item.Type, _ room: inout Int
    ) async throws(HelpdeskError) -> [Item?] {
        var items: [Item?] = []
        var start: String?
        var limit = Limits.standard.pageSize
        while true {
            var request = request(.get, path, query: [("limit", "\(limit)")] + (start.map { [("after", $0)] } ?? []))
            request.sink = .memory(limit: 16 << 20)
            let response: TransportResponse
            do throws(HelpdeskError) {
                response = try await exchange(request)
            } catch {
                guard error.code == .answerTooLarge, limit > 1 else { throw error }
                limit = max(1, limit / 8)
                continue
            }
            room -= response.body.count
            guard room >= 0 else { throw HelpdeskError(.answerTooLarge, subject: address.host) }
            let page: ReadablePage<Item> = try decode(response)
            items += page.items.map(\.item)
            guard let next = page.next else { return items }
            guard next != start, !page.items.isEmpty else { throw bad("a list that does not advance") }
            start = next
        }
    }

    /// In bytes of JSON: several times the largest ticket that people would write.
    private static let maxSize = 64 << 20

    private struct ReadablePage<Item: Decodable>: Decodable {
        let items: [ReadableItem]
        let next: String?

        struct ReadableItem: Decodable {
            let item: Item?

            init(from decoder: any Decoder) {
                // The reason would help nobody here; the item is counted.
                item = try? Item(from: decoder)
            }
        }
    }
}

/// Finding tickets.
extension NativeBackend {
    public func search(_ text: String, after end: String?, limit: Int) async throws(HelpdeskError) -> SearchPage {
        let query = [("q", text), ("limit", "\(limit)")] + (end.map { [("after", $0)] } ?? [])
        var request = request(.get, "/search", query: query)
        request.sink = .memory(limit: 4 << 20)
        var page: SearchPage = try decode(try await exchange(request))
        guard (0...SearchPage.countLimit).contains(page.total), page.items.count <= limit,
            page.next.map({ $0 != end && (1...100).contains($0.utf8.count) }) ?? true
        else { throw bad("a page of a search that no desk has") }
        page.items = page.items.filter { Change.ticket($0).plausible != nil }
        return page
    }

    public func ticketID(number: Int) async throws(HelpdeskError) -> Ticket.ID? {
        let page: Page<Ticket> = try decode(
            try await exchange(request(.get, "/tickets", query: [("number", "\(number)")])))
        return page.items.first { $0.number == number }?.id
    }
}
