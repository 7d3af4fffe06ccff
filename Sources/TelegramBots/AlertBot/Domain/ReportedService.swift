public import HelpdeskModels

/// The service a report is about.
public struct ReportedService: Sendable, Hashable {
    /// The desk's service; nil if the name is only what somebody typed.
    public let id: Service.ID?
    public let name: String

    public init(id: Service.ID?, name: String) {
        self.id = id
        self.name = name
    }

    public var isVerified: Bool { id != nil }
}
