public import Foundation

/// The profiles in `config.toml`, their tokens, and the environment variables that win over both:
/// `CABDESK_URL`, `CABDESK_TOKEN`, `CABDESK_CA_FILE`, `CABDESK_PROFILE`.
public struct ProfileStore: Sendable {
    public let directories: Directories
    let environment: [String: String]

    public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.environment = environment
        directories = Directories(environment: environment)
    }

    /// The names of the profiles in the file, sorted. Throws `configurationInvalid`.
    public func names() throws(HelpdeskError) -> [String] { [] }
    /// The profile of this name; without one, of `CABDESK_PROFILE`, or `default`. Throws `notSignedIn` if there is no
    /// such profile and no `CABDESK_URL`, and `configurationInvalid`.
    public func profile(named name: String? = nil) throws(HelpdeskError) -> Profile {
        throw HelpdeskError(.notSignedIn)
    }
    /// The token of the profile. Throws `tokenMissing`, or `fileUnreadable`.
    public func token(for profile: Profile) throws(HelpdeskError) -> String { throw HelpdeskError(.tokenMissing) }
    /// Writes the profile and its token (`login`). Returns the profile as it will be read.
    public func save(name: String? = nil, url: String, caFile: String?, token: String) throws(HelpdeskError) -> Profile
    {
        throw HelpdeskError(.unexpected)
    }
    /// Removes the profile and its token (`logout`); the stores stay, with drafts and outbox.
    public func remove(named name: String? = nil) throws(HelpdeskError) {}
}
