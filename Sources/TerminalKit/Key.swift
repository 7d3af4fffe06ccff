/// A key as the terminal tells it. What the terminal cannot tell apart (Ctrl-I and Tab) is one case.
public enum Key: Hashable, Sendable {
    /// A printable character, in the case it was typed.
    case character(Character)
    /// Ctrl with a lower-case letter, a space or one of `\ ] ^ _`.
    case control(Character)
    /// Alt (Meta) with a printable character, in the case it was typed.
    case alt(Character)
    case enter, altEnter, escape, tab, backTab, backspace, altBackspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case shiftUp, shiftDown, shiftLeft, shiftRight, shiftHome, shiftEnd
    case controlUp, controlDown, controlLeft, controlRight, controlHome, controlEnd, controlDelete
    case controlShiftLeft, controlShiftRight, controlShiftHome, controlShiftEnd
    /// F1 is `function(1)`.
    case function(Int)
}
