/// The account behind the token of a request, with its service.
public struct Me: Codable, Hashable, Sendable {
    public var user: User
    /// The service of a customer; nil for agents and administrators.
    public var service: Service?

    public init(user: User, service: Service?) {
        self.user = user
        self.service = service
    }
}
