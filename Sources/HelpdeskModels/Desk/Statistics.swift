/// The figures of a desk over a time: `GET /v1/statistics`, for the staff.
public struct Statistics: Codable, Hashable, Sendable {
    /// How many tickets are open now, by the time since they were filed.
    public struct OpenByAge: Codable, Hashable, Sendable {
        public var underHour = 0
        public var underEightHours = 0
        public var underDay = 0
        public var underThreeDays = 0
        public var older = 0

        public init() {}

        /// From the youngest to the oldest.
        public var counts: [Int] { [underHour, underEightHours, underDay, underThreeDays, older] }
        public var total: Int { counts.reduce(0, +) }
    }

    /// The time from filing to the first answer, of the tickets that were filed in that time and have one.
    public struct FirstAnswer: Codable, Hashable, Sendable {
        public var count = 0
        /// In seconds; nil if there is no answer, as the next.
        public var median: Int?
        /// Nine of ten were answered within this time, in seconds.
        public var percentile90: Int?
        public var withinHour = 0
        public var withinEightHours = 0

        public init() {}

        /// - Parameter milliseconds: of each ticket, in any order.
        public init(_ milliseconds: [Int64]) {
            let sorted = milliseconds.sorted()
            count = sorted.count
            // The nearest rank: the smallest that so many are not above.
            func percentile(_ percent: Int) -> Int? {
                sorted.isEmpty ? nil : Int(sorted[max(0, (sorted.count * percent + 99) / 100 - 1)] / 1000)
            }
            median = percentile(50)
            percentile90 = percentile(90)
            withinHour = sorted.count { $0 <= 3_600_000 }
            withinEightHours = sorted.count { $0 <= 8 * 3_600_000 }
        }
    }

    /// The ratings of the tickets that were resolved in that time.
    public struct Ratings: Codable, Hashable, Sendable {
        public var count: Int
        /// 1 to 5; nil if there is none.
        public var mean: Double?

        public init(count: Int = 0, mean: Double? = nil) {
            self.count = count
            self.mean = mean
        }
    }

    public struct OfTopic: Codable, Hashable, Sendable {
        public var topic: Topic.ID
        /// In that time.
        public var filed: Int
        /// Now.
        public var open: Int

        public init(topic: Topic.ID, filed: Int, open: Int) {
            self.topic = topic
            self.filed = filed
            self.open = open
        }
    }

    public struct OfService: Codable, Hashable, Sendable {
        public var service: Service.ID
        public var filed: Int
        public var open: Int

        public init(service: Service.ID, filed: Int, open: Int) {
            self.service = service
            self.filed = filed
            self.open = open
        }
    }

    /// The time that is counted, from the first to before the second.
    public var from: Timestamp
    public var to: Timestamp
    public var open = OpenByAge()
    /// How many tickets were filed, without those that turned out to be duplicates.
    public var filed = 0
    public var resolved = 0
    /// How often a ticket was reopened.
    public var reopened = 0
    public var firstAnswer = FirstAnswer()
    public var ratings = Ratings()
    /// Those with something to count, the most filed first.
    public var topics: [OfTopic] = []
    public var services: [OfService] = []

    /// The longest time that can be asked for, in days.
    public static let maxDays = 366

    public init(from: Timestamp, to: Timestamp) {
        self.from = from
        self.to = to
    }
}
