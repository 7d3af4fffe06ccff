import HelpdeskModels

extension AlertIncident {
    /// What an acknowledgement came to.
    enum Acknowledgement: Hashable {
        case taken
        /// Somebody was faster, perhaps the same person with a second press.
        case alreadyTaken(by: StaffMember)
        case alreadyResolved
    }

    /// The first one to acknowledge takes the incident; paging ends.
    mutating func acknowledge(by member: StaffMember, at time: Timestamp, timing: AlertTiming) -> Acknowledgement {
        switch state {
        case .resolved: return .alreadyResolved
        case .acknowledged:
            return .alreadyTaken(by: acknowledged?.by ?? member)
        case .triggered, .reopened:
            state = .acknowledged
            acknowledged = IncidentAction(by: member, at: time)
            due = time.adding(seconds: timing.forgotten)
            return .taken
        }
    }

    /// Whether the incident is resolved now and was not before. One that nobody acknowledged can be resolved, too.
    mutating func resolve(by member: StaffMember, at time: Timestamp) -> Bool {
        guard state.isOpen else { return false }
        state = .resolved
        resolved = IncidentAction(by: member, at: time)
        due = nil
        return true
    }

    /// Whether the incident pages again now and was resolved before. One that was merged stays where it went.
    mutating func reopen(at time: Timestamp) -> Bool {
        guard state == .resolved, mergedInto == nil else { return false }
        state = .reopened
        resolved = nil
        forgotten = nil
        page(at: time)
        return true
    }

    /// Whether a report that comes after the resolution says that it did not help.
    func isReopened(byReportAt time: Timestamp, timing: AlertTiming) -> Bool {
        guard state == .resolved, mergedInto == nil, let resolved else { return false }
        return time < resolved.at.adding(seconds: timing.reopening)
    }

    /// Whether an acknowledged incident pages again now, because its time is over without a resolution.
    mutating func forget(at time: Timestamp) -> Bool {
        guard state == .acknowledged, let due, due <= time else { return false }
        state = .triggered
        forgotten = acknowledged
        page(at: time)
        return true
    }

    /// Ends the incident because another one took over its reports.
    mutating func merge(into other: Int64, by member: StaffMember, at time: Timestamp) {
        _ = resolve(by: member, at: time)
        mergedInto = other
    }

    private mutating func page(at time: Timestamp) {
        acknowledged = nil
        round += 1
        step = 0
        due = time
    }
}
