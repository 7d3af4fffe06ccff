public import HelpdeskModels

/// A chat that is being linked by a one-time code.
public struct LinkingState: Equatable, Sendable {
    /// Nil until the backend has answered.
    public var offer: TelegramLinkOffer?
    /// Whether the code is on the screen; it stays valid when it is not.
    public var isShown = true
    /// When each chat was linked before the code was asked for, so that the one that used it can be told.
    public var before: [TelegramLink.ID: Timestamp]
}
