public import HelpdeskModels

/// What one reporter said about an incident.
public struct IncidentReport: Sendable, Hashable {
    /// What the staff call it by; never used twice.
    public let number: Int64
    public internal(set) var incident: Int64
    /// The reporter's private chat.
    public let chat: Int64
    /// The reporter's name in Telegram.
    public let reporter: String
    /// The service, as the desk knows it or as the reporter calls it; nil until the reporter has named it.
    public internal(set) var service: ReportedService?
    public let created: Timestamp
    /// Everything that was written or sent, oldest first.
    public internal(set) var remarks: [AlertRemark]
}
