/// How many colours a terminal shows.
public enum ColorDepth: Int, Comparable, Hashable, Sendable {
    /// None: attributes only.
    case mono
    /// The eight ANSI colours and their bright variants.
    case ansi16
    /// The palette of xterm with 256 colours.
    case indexed256
    /// Any colour, eight bits a channel.
    case trueColor

    public static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.rawValue < right.rawValue }
}
