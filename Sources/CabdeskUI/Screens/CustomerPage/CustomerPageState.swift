public import HelpdeskModels
import TerminalKit

/// The Customer Page: one text that scrolls, and in its place the one-time code while a chat is being linked.
public struct CustomerPageState: Equatable, Sendable {
    public var scroll = 0
    /// The code that was asked for last; nil before, and once it has been used.
    public var linking: LinkingState?
    /// The devices that are signed in; nil until they are known.
    public var devices: [Device]?

    public init() {}
}

/// A chat that is being linked by a one-time code.
public struct LinkingState: Equatable, Sendable {
    /// Nil until the backend has answered.
    public var offer: TelegramLinkOffer?
    /// Whether the code is on the screen; it stays valid when it is not.
    public var isShown = true
    /// When each chat was linked before the code was asked for, so that the one that used it can be reported.
    public var before: [TelegramLink.ID: Timestamp]
}

/// One line of the Customer Page: text at the left, and a line of a QR code at the right edge.
struct CustomerPageLine: Equatable {
    var text = ""
    var role: Role = "text"
    var indent = 0
    /// After the text, in the style of what matters less.
    var detail = ""
    var code: String?
}
