import HelpdeskModels

extension RequestTrackerBackend {
    /// To whom an agent can hand a ticket: the agent, and everybody of the staff whom the changes name. RT lists its users
    /// to administrators alone.
    func colleagues(in changes: [Change]) async throws(HelpdeskError) -> [Change] {
        let me = try await account().user
        guard me.role.isStaff else { return [] }
        var found = [me.id: Author(me)]
        for change in changes {
            let author: Author? =
                switch change {
                case .ticket(let ticket): ticket.assignee
                case .message(let message): message.author
                default: nil
                }
            guard let author, author.role.isStaff, !RTPerson.system.contains(author.id.rawValue) else { continue }
            found[author.id] = author
        }
        return found.values.sorted { $0.id.rawValue < $1.id.rawValue }
            .map { .agent(Agent(id: $0.id, name: $0.name, role: $0.role)) }
    }
}
