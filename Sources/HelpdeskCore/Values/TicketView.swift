/// A named selection of tickets: what a tab of the list shows.
public enum TicketView: String, CaseIterable, Sendable, Codable {
    /// It is the reader's turn: answered tickets for a customer, new and open ones for an agent.
    case waiting
    /// Everything that is not resolved.
    case open
    case resolved
    /// Filed by the reader, or assigned to them.
    case mine
    case all
}
