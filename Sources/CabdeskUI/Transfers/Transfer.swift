public import HelpdeskCore
public import HelpdeskModels

/// A file on its way: to the desk with a message, or from it.
public struct Transfer: Equatable, Sendable, Identifiable {
    public enum Direction: Sendable {
        case up
        case down
    }

    /// The attachment's.
    public let id: Attachment.ID
    /// As the file is called; foreign.
    public let name: String
    public let direction: Direction
    /// Nil before the first bytes.
    public var progress: TransferProgress?
    /// Why it ended before its time; nil while it goes on.
    public var error: HelpdeskError?
    /// What tries it again; nil where that is the outbox's business.
    public let retry: Effect?

    public var isRunning: Bool { error == nil }
}
