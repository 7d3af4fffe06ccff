/// What a reporter chooses from.
enum AlertChoice: String, Sendable, Hashable, CaseIterable {
    case program = "p"
    case telephony = "t"
    case other = "o"

    /// Nil for a question that is no incident.
    var incident: IncidentKind? {
        switch self {
        case .program: .program
        case .telephony: .telephony
        case .other: nil
        }
    }
}
