/// A taxi service that uses the vendor's software: the tenant that owns tickets.
public struct Service: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = EntityKey<Service>

    public var id: ID
    public var name: String

    public init(id: ID, name: String) {
        self.id = id
        self.name = name
    }
}
