/// Why the desk did not do what the bot asked.
public enum SupportDeskError: Error, Hashable, Sendable {
    /// Not now: the database is busy, the disk is full. Try again later; nothing was done. The text is for
    /// the log and holds neither secrets nor what people wrote.
    case unavailable(String)
    /// What the desk has of this cannot be read; another try will not help, and nothing else is affected. The text is for
    /// the log.
    case damaged(String)
    /// There is no such thing, or not any more, or the author may not know of it.
    case gone
    /// Understood and refused for good, as by limits.
    case refused(String)
    /// The cursor of the feed is not of this desk: begin at ``SupportDesk/latestCursor()``.
    case cursorGone
}
