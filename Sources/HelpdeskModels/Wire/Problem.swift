/// An error of the interface as problem details (RFC 9457), media type `application/problem+json`.
public struct Problem: Codable, Hashable, Sendable {
    /// The stable names of what can go wrong; `type` reads `urn:cabdesk:problem:NAME`.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// The request cannot be understood: JSON, parameters, headers.
        case malformed = "urn:cabdesk:problem:malformed"
        /// No token, or one that is not valid (any more).
        case unauthorized = "urn:cabdesk:problem:unauthorized"
        /// The role may not do this.
        case forbidden = "urn:cabdesk:problem:forbidden"
        /// There is no such thing, or it belongs to another service.
        case notFound = "urn:cabdesk:problem:not-found"
        case methodNotAllowed = "urn:cabdesk:problem:method-not-allowed"
        /// The same id was used for something else before.
        case conflict = "urn:cabdesk:problem:conflict"
        /// The cursor is unknown; start from the beginning.
        case cursorGone = "urn:cabdesk:problem:cursor-gone"
        /// The upload is not where the request thinks it is.
        case offsetMismatch = "urn:cabdesk:problem:offset-mismatch"
        /// The bytes do not match the checksum of the request.
        case checksumMismatch = "urn:cabdesk:problem:checksum-mismatch"
        case unsupportedVersion = "urn:cabdesk:problem:unsupported-version"
        case tooLarge = "urn:cabdesk:problem:too-large"
        /// The service has used up its room for files.
        case quotaExceeded = "urn:cabdesk:problem:quota-exceeded"
        case unsupportedMediaType = "urn:cabdesk:problem:unsupported-media-type"
        case rangeNotSatisfiable = "urn:cabdesk:problem:range-not-satisfiable"
        /// Understood, but not allowed: see `violations`.
        case invalid = "urn:cabdesk:problem:invalid"
        case tooManyRequests = "urn:cabdesk:problem:too-many-requests"
        case internalError = "urn:cabdesk:problem:internal"
        /// Full disk, maintenance: try again later.
        case unavailable = "urn:cabdesk:problem:unavailable"
    }

    /// One of `Kind`, or a type that a newer backend knows.
    public var type: String
    public var title: String
    /// The HTTP status code.
    public var status: Int
    /// Says what happened, in English, for people.
    public var detail: String?
    public var violations: [Violation]?

    public init(kind: Kind, title: String, status: Int, detail: String? = nil, violations: [Violation]? = nil) {
        type = kind.rawValue
        self.title = title
        self.status = status
        self.detail = detail
        self.violations = violations
    }

    public var kind: Kind? { Kind(rawValue: type) }
}
