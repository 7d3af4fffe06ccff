import HelpdeskModels

/// Who makes a request: the user behind a token, with the service of a customer.
struct Account: Hashable, Sendable {
    var user: User
    /// The service of a customer; nil for staff.
    var service: Service?
    /// The token's number in the store.
    var token: Int64

    var isStaff: Bool { user.role.isStaff }
    var author: Author { Author(user) }

    /// Whether the account may know of a ticket of `service`.
    func sees(_ service: Service.ID) -> Bool {
        isStaff || self.service?.id == service
    }
}
