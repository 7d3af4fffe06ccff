/// What came from the terminal.
public enum InputEvent: Hashable, Sendable {
    case key(Key)
    /// Pasted text as it was sent, control characters included, line ends as `\n`. Not for drawing unsanitised.
    case paste(String)
    case mouse(MouseEvent)
    case resized(Size)
}
