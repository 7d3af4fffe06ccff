import HelpdeskModels

/// A user of RT as other users may know one.
struct RTPerson: Hashable, Sendable {
    /// The login; empty if RT did not tell.
    var name: String
    /// Empty if there is none.
    var realName: String
    var organization: String
    /// RT's number of the user, by which transactions name an owner; nil if RT did not tell.
    var number: String?

    /// The user who owns what nobody owns.
    static let nobody = "Nobody"

    /// Users that are no people.
    static let system: Set = [nobody, "RT_System"]

    init(_ value: RTValue) {
        name = value["Name"].text.isEmpty ? value["id"].text : value["Name"].text
        realName = value["RealName"].text
        organization = value["Organization"].text
        number = value["id"].number.map { String($0) }
    }

    func author(_ role: User.Role) -> Author {
        Author(id: User.ID(name), name: realName.isEmpty ? name : realName, role: role)
    }

    /// The service that an agent sees the person's tickets under.
    var service: Service {
        Service(id: Service.ID(name), name: organization.isEmpty ? (realName.isEmpty ? name : realName) : organization)
    }
}
