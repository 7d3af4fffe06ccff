import HelpdeskModels

/// Those who are told of the same changes. A scope of the feed tells one group or two, and an account is in three.
enum ChangeGroup: Hashable, Sendable {
    case everybody
    case service(Service.ID)
    case staff
    case user(User.ID)

    /// The groups whose members see a change of `scope`, as the database writes it.
    static func told(of scope: String) -> [ChangeGroup] {
        switch scope {
        case "all": [.everybody]
        case "staff": [.staff]
        case let scope where scope.hasPrefix("s:"): [.service(Service.ID(String(scope.dropFirst(2)))), .staff]
        default: [.user(User.ID(String(scope.dropFirst(2))))]
        }
    }

    /// The groups that `account` is in.
    static func of(_ account: Account) -> [ChangeGroup] {
        let own: ChangeGroup = account.isStaff ? .staff : .service(account.service?.id ?? "")
        return [.everybody, own, .user(account.user.id)]
    }
}
