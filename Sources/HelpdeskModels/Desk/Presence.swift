/// Somebody else who has a ticket open at this moment, or is writing in it.
public struct Presence: Codable, Hashable, Sendable {
    /// What is being done, the most telling last.
    public enum Activity: String, Codable, Hashable, Sendable, CaseIterable, Comparable {
        case reading
        /// Writing an internal note; customers never hear of it.
        case note
        /// Writing a message.
        case writing

        public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

        private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    public var user: Author
    public var activity: Activity

    /// One running program of a person. Two of them do not undo what the other says.
    public typealias Program = EntityID<Presence>

    /// The header of both requests that names the program by its id. Where it is left out, as older clients do, all
    /// programs with one token are taken for one.
    public static let programHeader = "cabdesk-program"

    /// How long an announcement lasts unless it is repeated, in seconds: a program that dies is soon forgotten.
    public static let lifetime = 45
    /// The lifetimes that a client believes; by another one it would ask all the time, or show who left long ago.
    public static let lifetimes = 5...600
    /// The people that a desk names at a time; a client needs no more to say that there are many.
    public static let count = 20

    public init(user: Author, activity: Activity) {
        self.user = user
        self.activity = activity
    }
}

/// What one does with a ticket oneself: `PUT /v1/tickets/{id}/presence`.
public struct PresenceAnnouncement: Codable, Hashable, Sendable {
    public var activity: Presence.Activity

    public init(activity: Presence.Activity) { self.activity = activity }
}

/// The answer to an announcement: who else is there.
public struct OthersPresent: Codable, Hashable, Sendable {
    public var others: [Presence]

    public init(others: [Presence]) { self.others = others }

    private enum CodingKeys: String, CodingKey { case others }

    /// Leaves out whoever does something that this version does not know: a newer desk may name more activities.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        others = try container.decode([Known].self, forKey: .others).compactMap(\.presence)
    }

    private struct Known: Decodable {
        let presence: Presence?

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Presence.CodingKeys.self)
            let user = try container.decode(Author.self, forKey: .user)
            let activity = Presence.Activity(rawValue: try container.decode(String.self, forKey: .activity))
            presence = activity.map { Presence(user: user, activity: $0) }
        }
    }
}

extension Presence {
    fileprivate enum CodingKeys: String, CodingKey { case user, activity }
}
