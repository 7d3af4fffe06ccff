/// The Customer Page: one text that scrolls.
public struct CustomerPageState: Equatable, Sendable {
    public var scroll = 0

    public init() {}
}
