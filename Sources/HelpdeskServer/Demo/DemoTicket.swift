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
    var fields: [FieldValue]
    var text: String
    var files: [DemoFile]
    var steps: [Step]

    init(
        _ topic: Topic.ID, by author: User, daysAgo: Double, _ subject: String, _ text: String,
        fields: KeyValuePairs<String, String> = [:], files: [DemoFile] = [], _ steps: [Step] = []
    ) {
        self.topic = topic
        self.author = author
        self.subject = subject
        self.daysAgo = daysAgo
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
