/// Who is paged, in which order.
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
