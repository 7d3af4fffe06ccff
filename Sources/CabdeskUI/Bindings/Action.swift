/// Something a person can ask for. Keys, the footer, the help screen and clicks all lead here.
public enum Action: String, CaseIterable, Sendable {
    // Everywhere
    case quit
    case help
    case showTickets
    case showCreate
    case showCustomerPage
    case nextTab
    case previousTab
    case syncNow
    case switchLanguage
    case switchTheme

    // Moving
    case up
    case down
    case pageUp
    case pageDown
    case first
    case last
    case open
    case back

    // Tickets
    case filter
    case nextView
    case previousView

    // One ticket
    case reply
    case resolve
    case reopen
    case saveAttachment

    // Writing
    case nextField
    case previousField
    case attach
    case removeFile
    case send
    case leaveText
    case choose
    case complete
}
