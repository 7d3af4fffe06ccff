public import HelpdeskTransport

/// A desk that the user signed in to: its address, the trusted authorities and the place of the token.
public struct Profile: Hashable, Sendable {
    /// The source of the token.
    public enum TokenSource: Hashable, Sendable {
        /// `CABDESK_TOKEN`.
        case environment
        /// A program with its arguments, which prints the token.
        case command([String])
        /// The desktop's keyring.
        case secretService
        /// A file that only its owner may read.
        case file(String)
    }

    public var name: String
    /// `https://host[:port][/path]`
    public var url: String
    public var kind: BackendKind
    /// The name to sign in with a password, if the backend takes passwords; nil for a token.
    public var user: String?
    /// A PEM file of certificate authorities to trust in addition to the system's.
    public var caFile: String?
    public var tokenSource: TokenSource
    /// Facts about the desk that its backend does not provide.
    public var desk: DeskSettings
    /// How many days a specialist's store keeps resolved tickets after their last activity; nil for ever.
    public var window: Int?
    /// The folder of the stores of the profile's accounts.
    public var dataDirectory: String

    public init(
        name: String, url: String, kind: BackendKind = .cabdesk, user: String? = nil, caFile: String?,
        tokenSource: TokenSource, desk: DeskSettings = DeskSettings(), window: Int? = standardWindow,
        dataDirectory: String
    ) {
        self.name = name
        self.url = url
        self.kind = kind
        self.user = user
        self.desk = desk
        self.window = window
        self.caFile = caFile
        self.tokenSource = tokenSource
        self.dataDirectory = dataDirectory
    }
}

extension Profile {
    /// In days.
    public static let standardWindow = 180

    /// The profile's backend. Throws `insecureAddress`, `malformedAddress` or `tokenRejected`.
    public func backend(token: Secret, transport: any Transport) throws(HelpdeskError) -> any Backend {
        try backend(token: AccountToken(token), transport: transport)
    }

    /// The profile's backend, with a token that can be replaced.
    public func backend(token: AccountToken, transport: any Transport) throws(HelpdeskError) -> any Backend {
        switch kind {
        case .cabdesk: try NativeBackend(url: url, token: token, transport: transport)
        case .requestTracker:
            try RequestTrackerBackend(url: url, user: user, token: token, settings: desk, transport: transport)
        }
    }
}

/// The place where `login` stores a token.
public enum TokenPlace: Hashable, Sendable {
    /// A file that only its owner may read.
    case file
    /// The desktop's keyring.
    case secretService
}
