import HelpdeskModels

/// The tickets of a list in its order, with the numbers by which the search index knows them.
struct ListOrder: Sendable {
    private(set) var ids: [Ticket.ID] = []
    private var seqs: [Int64] = []

    mutating func append(_ id: Ticket.ID, seq: Int64) {
        ids.append(id)
        seqs.append(seq)
    }

    /// Those that a filter has found.
    func ids(in found: SeqSet) -> [Ticket.ID] {
        var result: [Ticket.ID] = []
        result.reserveCapacity(min(ids.count, found.count))
        for index in ids.indices where found.contains(seqs[index]) { result.append(ids[index]) }
        return result
    }
}
