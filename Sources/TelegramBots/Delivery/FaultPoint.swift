import Foundation

/// The moments at which a crash would hurt most. In a debug build the process kills itself at the one that the
/// environment variable `CABDESK_FAULT` names, so that tests can prove that it does not hurt.
public enum FaultPoint: String, CaseIterable, Sendable {
    /// Updates were received, nothing is stored.
    case inboxReceived = "inbox-received"
    /// Updates are stored, Telegram does not know yet.
    case inboxStored = "inbox-stored"
    /// The desk did what an update asks for, the inbox does not know yet.
    case inboxHandled = "inbox-handled"
    /// An update is done and its answers are queued.
    case inboxDone = "inbox-done"
    /// A call is marked as being sent, and was not.
    case outboxSending = "outbox-sending"
    /// A call was answered, the outbox does not know yet.
    case outboxAnswered = "outbox-answered"
    /// A call is marked as sent.
    case outboxSent = "outbox-sent"
    /// A change of the desk is read, nothing is queued.
    case changeRead = "change-read"
    /// The results of a change are queued.
    case changeQueued = "change-queued"

    /// Ends the process at once if it is the point to do so.
    @inline(__always)
    func pass() {
        #if DEBUG
            if ProcessInfo.processInfo.environment["CABDESK_FAULT"] == rawValue { kill(getpid(), SIGKILL) }
        #endif
    }
}
