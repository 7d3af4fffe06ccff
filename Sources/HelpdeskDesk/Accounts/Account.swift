package import HelpdeskModels

/// The author of a request: the user behind a token, with the service of a customer.
package struct Account: Hashable, Sendable {
    /// The way by which somebody writes.
    package enum Door: Hashable, Sendable {
        /// Terminals and commands, by the interface over HTTP.
        case api
        /// A chat or the staff group, by the support bot.
        case telegram
    }

    package var user: User
    /// The service of a customer; nil for staff.
    package var service: Service?
    /// The token's number in the store.
    package var token: Int64
    package var door = Door.api

    package init(user: User, service: Service?, token: Int64, door: Door = .api) {
        self.user = user
        self.service = service
        self.token = token
        self.door = door
    }

    package var isStaff: Bool { user.role.isStaff }
    package var author: Author { Author(user) }

    /// Where what the account writes comes from. The door decides, not what was sent: a message from Telegram is in the
    /// staff group already, and a ticket from there may lack fields. Only the client knows whether it is a terminal or a
    /// command.
    ///
    /// Throws `invalid` for an origin that nothing behind this door has; `field` names it.
    package func origin(saying said: Message.Origin, field: String) throws(StoreError) -> Message.Origin {
        switch (door, said) {
        case (.telegram, _): return .telegram
        case (.api, .tui), (.api, .cli): return said
        case (.api, .telegram), (.api, .rt): throw .invalid([Violation(field: field, code: .malformed)])
        }
    }

    /// The only service that the account may know of; nil for the staff, who know of all.
    var onlyService: Service.ID? { isStaff ? nil : service?.id ?? "" }

    /// Whether the account may know of a ticket of `service`.
    package func sees(_ service: Service.ID) -> Bool {
        isStaff || self.service?.id == service
    }
}
