/// A text file of a ticket, shown without leaving the program.
public struct PreviewState: Equatable, Sendable {
    public let name: String
    /// Sanitised and cut to what a person would read.
    public let lines: [String]
    public var scroll = 0

    public init(name: String, lines: [String]) {
        self.name = name
        self.lines = lines
    }
}
