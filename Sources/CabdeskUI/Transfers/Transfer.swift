public import HelpdeskCore
public import HelpdeskModels

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
    /// Why it ended before its time; nil while it goes on.
    public var error: HelpdeskError?
    /// What tries it again; nil where that is the outbox's business.
    public let retry: Effect?

    public var isRunning: Bool { error == nil }
}

extension Effect {
    /// The transfer that it begins; nil if it receives no file.
    var transfer: Transfer.ID? {
        switch self {
        case .saveAttachment(let file, let folder): Transfer.ID(file.id, to: .folder(folder))
        case .openAttachment(let file): Transfer.ID(file.id, to: .viewer)
        case .previewAttachment(let file): Transfer.ID(file.id, to: .preview)
        default: nil
        }
    }
}
