public import HelpdeskModels
public import TerminalKit

/// The question how good the help was, after a ticket is resolved.
public struct RatingState: Equatable, Sendable {
    public let ticket: Ticket.ID
    /// Nil until a number is pressed.
    public var score: Int?
    public var comment = TextEditor("", singleLine: true)
}
