public import HelpdeskTransport

extension Profile {
    /// The way to the profile's backend. Throws `insecureAddress`, `malformedAddress` or `tokenRejected`.
    public func backend(token: Secret, transport: any Transport) throws(HelpdeskError) -> any Backend {
        try backend(token: AccountToken(token), transport: transport)
    }

    /// The same with a token that may be replaced.
    public func backend(token: AccountToken, transport: any Transport) throws(HelpdeskError) -> any Backend {
        switch kind {
        case .cabdesk: try NativeBackend(url: url, token: token, transport: transport)
        case .requestTracker:
            try RequestTrackerBackend(url: url, user: user, token: token, settings: desk, transport: transport)
        }
    }
}
