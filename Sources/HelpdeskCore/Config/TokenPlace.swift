/// Where `login` puts a token.
public enum TokenPlace: Hashable, Sendable {
    /// A file that only its owner may read.
    case file
    /// The desktop's keyring.
    case secretService
}
