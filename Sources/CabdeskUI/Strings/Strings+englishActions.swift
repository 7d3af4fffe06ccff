extension Strings {
    func englishContext(_ context: BindingContext) -> String {
        switch context {
        case .everywhere: "Everywhere"
        case .ticketList: "List of tickets"
        case .filter: "Filter"
        case .ticket: "A ticket"
        case .reply: "Reply"
        case .create: "Create Ticket"
        case .createText: "Create Ticket, in a text"
        case .topicList: "List of topics"
        case .customerPage: "Customer Page"
        case .help: "Help"
        case .files: "List of files"
        case .path: "Path of a file"
        }
    }

    func englishAction(_ action: Action, in context: BindingContext) -> String {
        switch action {
        case .quit: "Quit"
        case .help: "Help"
        case .showTickets: "Tickets"
        case .showCreate: "Create Ticket"
        case .showCustomerPage: "Customer Page"
        case .nextTab: "Next tab"
        case .previousTab: "Previous tab"
        case .syncNow: "Sync now"
        case .switchLanguage: "Language"
        case .switchTheme: "Theme"
        case .up: "Up"
        case .down: "Down"
        case .pageUp: "Page up"
        case .pageDown: "Page down"
        case .first: "First"
        case .last: "Last"
        case .open: "Open"
        case .back: context == .filter ? "Clear" : "Back"
        case .filter: "Filter"
        case .nextView: "View"
        case .previousView: "Previous view"
        case .reply: "Reply"
        case .resolve: "Resolve"
        case .reopen: "Reopen"
        case .saveAttachment: "Save file"
        case .nextField: "Next"
        case .previousField: "Previous"
        case .attach: "Attach"
        case .removeFile: "Remove file"
        case .send: context == .reply ? "Send" : "Save"
        case .leaveText: context == .reply ? "Keep draft" : "Leave"
        case .choose: context == .filter ? "Done" : "Choose"
        case .complete: "Complete"
        }
    }
}
