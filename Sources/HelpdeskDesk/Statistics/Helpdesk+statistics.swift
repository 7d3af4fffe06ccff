package import HelpdeskModels

/// Counting what the desk does.
extension Helpdesk {
    /// The figures from `from` to before `to`, and of what is open now. Throws ``StoreError/forbidden(_:)`` for customers.
    package func statistics(
        from: Timestamp, to: Timestamp, now: Timestamp, for account: Account
    ) async throws -> Statistics {
        guard account.isStaff else { throw StoreError.forbidden("Only the staff sees the figures.") }
        return try await database.read { records in
            var statistics = Statistics(from: from, to: to)
            var topics: [Topic.ID: (filed: Int, open: Int)] = [:]
            var services: [Service.ID: (filed: Int, open: Int)] = [:]
            for tickets in try records.openTickets(at: now) {
                statistics.open[keyPath: tickets.age] += tickets.count
                topics[tickets.topic, default: (0, 0)].open += tickets.count
                services[tickets.service, default: (0, 0)].open += tickets.count
            }
            for tickets in try records.filedTickets(from: from, to: to) {
                statistics.filed += tickets.count
                topics[tickets.topic, default: (0, 0)].filed += tickets.count
                services[tickets.service, default: (0, 0)].filed += tickets.count
            }
            statistics.firstAnswer = Statistics.FirstAnswer(try records.timesToFirstAnswer(from: from, to: to))
            statistics.reopened = try records.reopenings(from: from, to: to)
            (statistics.resolved, statistics.ratings) = try records.resolvedTickets(from: from, to: to)
            statistics.topics = topics.map { .init(topic: $0, filed: $1.filed, open: $1.open) }
                .sorted { ($1.filed, $0.topic.rawValue) < ($0.filed, $1.topic.rawValue) }
            statistics.services = services.map { .init(service: $0, filed: $1.filed, open: $1.open) }
                .sorted { ($1.filed, $0.service.rawValue) < ($0.filed, $1.service.rawValue) }
            return statistics
        }
    }
}

/// What is counted over all tickets.
package protocol StatisticsRecords {
    /// The open tickets, by service, topic and age.
    func openTickets(at now: Timestamp) throws -> [CountedTickets]
    /// The tickets that were filed from `from` to before `to` and are no duplicates, by service and topic.
    func filedTickets(from: Timestamp, to: Timestamp) throws -> [CountedTickets]
    /// Of those that have an answer, in milliseconds.
    func timesToFirstAnswer(from: Timestamp, to: Timestamp) throws -> [Int64]
    func reopenings(from: Timestamp, to: Timestamp) throws -> Int
    func resolvedTickets(from: Timestamp, to: Timestamp) throws -> (count: Int, ratings: Statistics.Ratings)
}

/// So many tickets of a kind.
package struct CountedTickets: Sendable {
    package var service: Service.ID
    package var topic: Topic.ID
    /// The first of ``ageBounds`` that the age does not reach, else their number; of open tickets only.
    package var ageIndex: Int
    package var count: Int

    package init(service: Service.ID, topic: Topic.ID, ageIndex: Int = 0, count: Int) {
        self.service = service
        self.topic = topic
        self.ageIndex = ageIndex
        self.count = count
    }

    /// The bounds of the ages, in hours; the last age has none.
    package static let ageBounds: [Int64] = [1, 8, 24, 72]

    var age: WritableKeyPath<Statistics.OpenByAge, Int> {
        switch ageIndex {
        case 0: \.underHour
        case 1: \.underEightHours
        case 2: \.underDay
        case 3: \.underThreeDays
        default: \.older
        }
    }
}
