public import TerminalKit

/// The list of files on their way, while it is open.
public struct TransfersState: Equatable, Sendable {
    public var viewport = ListViewport<Transfer.ID>()
}
