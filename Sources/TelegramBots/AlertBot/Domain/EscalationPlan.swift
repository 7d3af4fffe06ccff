import HelpdeskModels

/// The order of paging: level by level, then everyone, and everyone again until somebody acknowledges.
struct EscalationPlan: Sendable {
    let schedule: DutySchedule

    /// The step to take when `index` is the next one: that level or the first behind it with anybody on duty at `time`,
    /// without a pause for levels that are empty then.
    ///
    /// Whoever is not on duty is still among everyone: that nobody is on duty must not mean that nobody hears of it.
    func step(_ index: Int, at time: Timestamp) -> EscalationStep {
        let levels = schedule.levels
        for level in levels.indices where level >= index {
            let people = levels[level].filter { $0.isOnDuty(at: time) }
            if !people.isEmpty { return EscalationStep(index: level, people: people, isEveryone: false) }
        }
        return EscalationStep(index: max(index, levels.count), people: schedule.everyone, isEveryone: true)
    }

    /// Whether the step before `index` reached everyone.
    func hasReachedEveryone(before index: Int) -> Bool { index > schedule.levels.count }
}
