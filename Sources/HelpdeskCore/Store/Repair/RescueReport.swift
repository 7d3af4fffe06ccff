/// What became of a store that was damaged: what could be rescued of what only this machine had.
///
/// Tickets are not counted: they come from the backend again.
public struct RescueReport: Hashable, Sendable, Codable {
    /// Where the damaged files lie now.
    public var copy: String
    /// Drafts that are there as before.
    public var drafts: Int
    /// Intents that are in the outbox as before.
    public var unsent: Int
    /// Drafts and intents of which a trace was found, but that could not be read.
    public var lost: Int

    public init(copy: String, drafts: Int, unsent: Int, lost: Int) {
        self.copy = copy
        self.drafts = drafts
        self.unsent = unsent
        self.lost = lost
    }
}
