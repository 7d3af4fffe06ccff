/// The three sections of the support desk.
public enum Tab: Int, CaseIterable, Sendable {
    case tickets
    case create
    case customerPage

    var action: Action {
        switch self {
        case .tickets: .showTickets
        case .create: .showCreate
        case .customerPage: .showCustomerPage
        }
    }
}
