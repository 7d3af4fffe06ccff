/// The answer to ``SignIn``: who signed in, and the token, which is told this once.
public struct Session: Codable, Hashable, Sendable {
    public var token: String
    public var user: User

    public init(token: String, user: User) {
        self.token = token
        self.user = user
    }
}
