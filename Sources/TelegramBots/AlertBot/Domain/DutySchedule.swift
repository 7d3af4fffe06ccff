public import HelpdeskModels

/// The people who are paged, in their order.
public struct DutySchedule: Sendable, Hashable {
    /// The first level is paged at once, each further one when nobody of those before has acknowledged.
    public var levels: [[DutyPerson]]
    /// The group of the specialists, which hears of everything that everyone hears; nil for none.
    public var group: Int64?

    public init(levels: [[DutyPerson]], group: Int64? = nil) {
        self.levels = levels
        self.group = group
    }

    /// All people, each once, in the order of the levels.
    public var everyone: [DutyPerson] {
        var seen: Set<Int64> = []
        return levels.joined().filter { seen.insert($0.telegram).inserted }
    }

    public func person(_ telegram: Int64) -> DutyPerson? {
        levels.joined().first { $0.telegram == telegram }
    }
}

/// Somebody who can be on duty.
public struct DutyPerson: Sendable, Hashable {
    public var name: String
    /// The Telegram user.
    public var telegram: Int64
    /// Nil: the language of the person's Telegram, once the person has written to the bot.
    public var language: Language?
    /// Nil: at any time.
    public var hours: AlertHours?

    public init(name: String, telegram: Int64, language: Language? = nil, hours: AlertHours? = nil) {
        self.name = name
        self.telegram = telegram
        self.language = language
        self.hours = hours
    }

    public var member: StaffMember { StaffMember(telegram: telegram, name: name) }

    func isOnDuty(at time: Timestamp) -> Bool { hours?.contains(time) ?? true }
}

/// The order of paging: level by level, then everyone, and everyone again until somebody acknowledges.
struct EscalationPlan: Sendable {
    let schedule: DutySchedule

    /// The step to take when `index` is the next one: that level or the first behind it with anybody on duty at `time`,
    /// without a pause for levels that are empty then.
    ///
    /// People who are off duty are still among everyone: that nobody is on duty must not mean that nobody hears of it.
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

/// Whom one step of escalation pages.
struct EscalationStep: Sendable, Hashable {
    /// The place in the order: a level's, counted from 0, or one behind the levels.
    var index: Int
    var people: [DutyPerson]
    /// Whether it is the step that reaches everyone, at any hour, and the group.
    var isEveryone: Bool
}
