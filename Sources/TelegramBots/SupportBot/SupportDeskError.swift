/// Why the desk did not do what the bot asked.
public enum SupportDeskError: Error, Hashable, Sendable {
    /// Not now: the database is busy or damaged, the disk is full. Try again later; nothing was done. The text is for
    /// the log and holds neither secrets nor what people wrote.
    case unavailable(String)
    /// There is no such thing, or not any more, or the author may not know of it.
    case gone
    /// Understood and refused for good, as by limits.
    case refused(String)
    /// The cursor of the feed is not of this desk: begin at ``SupportDesk/latestCursor()``.
    case cursorGone
}
