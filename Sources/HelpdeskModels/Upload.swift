/// A file on its way to the backend (tus 1.0), before a message claims it.
public struct Upload: Hashable, Sendable, Identifiable {
    public typealias ID = EntityID<Upload>

    public var id: ID
    /// Bytes that have arrived.
    public var offset: Int64
    /// Bytes in all.
    public var length: Int64

    public init(id: ID, offset: Int64, length: Int64) {
        self.id = id
        self.offset = offset
        self.length = length
    }
}
