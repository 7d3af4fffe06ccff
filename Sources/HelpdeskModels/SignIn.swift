/// The body of `POST /v1/sessions`: an invitation's code for a token.
public struct SignIn: Codable, Hashable, Sendable {
    public typealias ID = EntityID<SignIn>

    /// As the user typed it.
    public var code: String
    /// Chosen by the client: whoever lost the answer sends the same request again.
    public var request: ID
    /// What the token is for, for example the name of the device. At most 100 characters.
    public var label: String

    public init(code: String, request: ID, label: String) {
        self.code = code
        self.request = request
        self.label = label
    }
}
