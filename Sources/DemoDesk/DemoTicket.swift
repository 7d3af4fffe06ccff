import HelpdeskModels

/// A ticket of the demo desk and its story.
struct DemoTicket: Sendable {
    /// One thing that happens, some time after the one before.
    struct Step: Sendable {
        var action: Action
        var author: User
        var minutes: Int
    }

    enum Action: Sendable {
        case message(String, files: [DemoFile])
        case note(String)
        case resolve
        case reopen
        case assign
        case rate(Int, String)
    }

    var topic: Topic.ID
    var author: User
    var subject: String
    /// How long before the desk was made the ticket was filed.
    var daysAgo: Double
    /// The time of that day, in the desk's own time; only for tickets that are some days old.
    var timeOfDay: TimeOfDay?
    var fields: [FieldValue]
    var text: String
    var files: [DemoFile]
    var steps: [Step]

    init(
        _ topic: Topic.ID, by author: User, daysAgo: Double, at timeOfDay: String = "", _ subject: String,
        _ text: String,
        fields: KeyValuePairs<String, String> = [:], files: [DemoFile] = [], _ steps: [Step] = []
    ) {
        self.topic = topic
        self.author = author
        self.subject = subject
        self.daysAgo = daysAgo
        self.timeOfDay = TimeOfDay(timeOfDay)
        self.fields = fields.map { FieldValue(key: $0.key, value: $0.value) }
        self.text = text
        self.files = files
        self.steps = steps
    }
}

extension DemoTicket.Step {
    /// A public message of `author`, `minutes` after the step before.
    static func says(_ author: User, after minutes: Int, _ text: String, files: [DemoFile] = []) -> Self {
        Self(action: .message(text, files: files), author: author, minutes: minutes)
    }

    static func notes(_ author: User, after minutes: Int, _ text: String) -> Self {
        Self(action: .note(text), author: author, minutes: minutes)
    }

    static func resolves(_ author: User, after minutes: Int) -> Self {
        Self(action: .resolve, author: author, minutes: minutes)
    }

    static func reopens(_ author: User, after minutes: Int) -> Self {
        Self(action: .reopen, author: author, minutes: minutes)
    }

    /// The ticket becomes the agent's.
    static func takes(_ author: User, after minutes: Int) -> Self {
        Self(action: .assign, author: author, minutes: minutes)
    }

    static func rates(_ author: User, after minutes: Int, _ score: Int, _ comment: String = "") -> Self {
        Self(action: .rate(score, comment), author: author, minutes: minutes)
    }
}

extension DemoTicket {
    /// When the ticket is filed in a desk that is made at `now`, whose time is `utcOffsetMinutes` ahead of UTC.
    func created(now: Timestamp, utcOffsetMinutes: Int) -> Timestamp {
        let moment = now.adding(seconds: -daysAgo * 86_400)
        guard daysAgo >= 2.5 else { return moment }
        // Working hours, differently on each day.
        let minutes = timeOfDay?.minutes ?? 9 * 60 + Int(daysAgo * 83) % 480
        let offset = Int64(utcOffsetMinutes) * 60_000
        let day = (moment.milliseconds + offset) / 86_400_000 * 86_400_000 - offset
        return Timestamp(milliseconds: day + Int64(minutes) * 60_000 + Int64(daysAgo * 977) % 60 * 1000)
    }
}
