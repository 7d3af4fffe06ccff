/// How far a file has got.
public struct TransferProgress: Hashable, Sendable {
    /// The file's name.
    public var name: String
    /// In bytes.
    public var done: Int64
    /// In bytes.
    public var total: Int64

    public init(name: String, done: Int64, total: Int64) {
        self.name = name
        self.done = done
        self.total = total
    }
}
