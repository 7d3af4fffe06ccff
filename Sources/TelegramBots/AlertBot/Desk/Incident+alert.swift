import HelpdeskModels

extension Incident {
    /// The incident as clients see it; nil for one that nobody has sorted.
    init?(_ incident: AlertIncident, reportCount: Int) {
        let kind: Kind
        switch incident.kind {
        case .program: kind = .program
        case .telephony: kind = .telephony
        case .unsorted: return nil
        }
        let state: State =
            switch incident.state {
            case .triggered, .reopened: .triggered
            case .acknowledged: .acknowledged
            case .resolved: .resolved
            }
        self.init(
            id: ID(incident.id.uuid), kind: kind, state: state, opened: incident.opened,
            acknowledgedBy: incident.acknowledged?.by.name, acknowledged: incident.acknowledged?.at,
            resolved: incident.resolved?.at, reportCount: reportCount)
    }
}
