extension Key {
    public init?(notation: String) { return nil }
    public var notation: String { "" }
}
