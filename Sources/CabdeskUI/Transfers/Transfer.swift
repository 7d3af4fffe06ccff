public import HelpdeskCore
public import HelpdeskModels
public import TerminalKit

/// A file on its way: to the desk with a message, or from it.
public struct Transfer: Equatable, Sendable, Identifiable {
    public enum Direction: Sendable {
        case up
        case down
    }

    /// Where a file goes: one attachment may be on its way to several places at once.
    public struct ID: Hashable, Sendable {
        public enum Target: Hashable, Sendable {
            case desk
            case folder(String)
            case viewer
            case preview
        }

        public let file: Attachment.ID
        public let target: Target

        public init(_ file: Attachment.ID, to target: Target) {
            self.file = file
            self.target = target
        }
    }

    public let id: ID
    /// As the file is called; foreign.
    public let name: String
    public let direction: Direction
    /// Nil before the first bytes.
    public var progress: TransferProgress?
    /// Why it ended before its time; nil while it continues.
    public var error: HelpdeskError?
    /// The fetch that tries it again; nil where retrying is up to the outbox.
    public let retry: Effect.Fetch?

    public var isRunning: Bool { error == nil }
}

extension Effect.Fetch {
    public var attachment: Attachment {
        switch self {
        case .save(let file, _), .open(let file), .preview(let file): file
        }
    }

    /// The transfer that it begins.
    var transfer: Transfer.ID {
        switch self {
        case .save(let file, let folder): Transfer.ID(file.id, to: .folder(folder))
        case .open(let file): Transfer.ID(file.id, to: .viewer)
        case .preview(let file): Transfer.ID(file.id, to: .preview)
        }
    }
}

/// The list of files on their way, while it is open.
public struct TransfersState: Equatable, Sendable {
    public var viewport = ListViewport<Transfer.ID>()
}
