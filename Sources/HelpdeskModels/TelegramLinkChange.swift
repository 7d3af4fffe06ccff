/// What a service or the staff decides about a link: `PATCH /v1/telegram/links/{id}`. Nil leaves as it is.
public struct TelegramLinkChange: Codable, Hashable, Sendable {
    /// `linked` accepts a pending claim, `rejected` turns it away; no other state can be asked for.
    public var state: TelegramLink.State?
    public var wantsAnswers: Bool?

    public init(state: TelegramLink.State? = nil, wantsAnswers: Bool? = nil) {
        self.state = state
        self.wantsAnswers = wantsAnswers
    }
}
