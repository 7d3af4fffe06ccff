/// A command that can be given here.
struct LinearOffer: Equatable, Sendable {
    let verb: LinearCommand.Verb
    let context: BindingContext
    let letter: Character?

    /// The letter of an action whose keys write nothing on a line.
    static func letter(of action: Action, in context: BindingContext) -> Character? {
        switch (action, context) {
        case (.back, _), (.leaveText, _): "."
        case (.pageDown, .ticketList): "m"
        case (.pageUp, .ticketList): "b"
        default: nil
        }
    }

    /// Why an action of the screens has no command of its own in linear mode; nil if it has one.
    static func reasonLeftOut(_ action: Action, in context: BindingContext) -> String? {
        switch (action, context) {
        case (.chooseTheme, _): "nothing is painted, so there are no colours"
        case (.repaint, _): "lines are never painted over"
        case (.suspend, _): "a terminal suspends a program that asks line by line itself"
        case (.palette, _): "every action can be typed by its name wherever a command is asked for"
        case (.choose, _), (.yes, _), (.no, _), (.mark, _): "the answer to a question does it"
        case (.complete, _): "a part of a name finds the file"
        case (.toggleHidden, _): "a name that begins with a dot finds hidden files"
        case (.parentFolder, _): "two dots go up"
        case (.nextField, _), (.previousField, _): "the form leads on by itself, and each part has a command"
        case (.nextTab, _), (.previousTab, _): "each tab has a command"
        case (.up, .ticketList), (.down, .ticketList): "no row is selected: a ticket is opened by its number"
        case (.pageUp, .ticket), (.pageDown, .ticket): "a conversation is read by messages"
        case (.up, _) where context != .ticket, (.down, _) where context != .ticket: "all of it is told"
        case (.pageUp, _) where context != .ticketList, (.pageDown, _) where context != .ticketList:
            "all of it is told, and Enter goes on"
        case (.first, _) where !context.hasPages, (.last, _) where !context.hasPages: "all of it is told"
        default: nil
        }
    }
}

extension BindingContext {
    fileprivate var hasPages: Bool { self == .ticketList || self == .ticket }
}
