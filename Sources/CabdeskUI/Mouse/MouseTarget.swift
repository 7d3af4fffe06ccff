import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// The thing under the mouse.
enum MouseTarget: Equatable {
    /// A tab, a button, a key of the footer.
    case action(Action)
    case view(TicketView)
    /// The heading of a column.
    case column(TicketSort.Column)
    /// A row of the list of tickets, by its place in the list.
    case row(Int)
    /// The messages of a ticket.
    case conversation
    case reply
    /// A part of the Create Ticket form.
    case field(CreateFocus)
    case recommendation
    /// A line of a list to choose from, by its id.
    case choice(String)
    /// A file or folder in the browser, by its name.
    case entry(String)
    /// A file on its way.
    case transfer(Transfer.ID)
    /// A star of a rating.
    case score(Int)
    /// A window, where it has nothing else.
    case window
}

/// A place on the screen where a press of the mouse means something.
struct HitTarget: Equatable {
    let rect: Rect
    let target: MouseTarget
}
