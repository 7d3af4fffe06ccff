public import Foundation

/// An address at which somebody else's server delivers something, with a secret in a header instead of a token.
public struct ServerHook: Sendable {
    /// Absolute, without parameters.
    public let path: String
    /// The header with the secret, in lower case.
    public let header: String
    /// Takes the body and the value of the header, nil if there is none; returns the HTTP status to answer with.
    public let accept: @Sendable (Data, String?) async -> Int

    public init(
        path: String, header: String, accept: @escaping @Sendable (Data, String?) async -> Int
    ) {
        self.path = path
        self.header = header
        self.accept = accept
    }
}
