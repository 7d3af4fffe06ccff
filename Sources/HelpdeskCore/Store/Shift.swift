import GRDB
public import HelpdeskModels

/// The shift of those who work at this account, for the view of what changed since it began or the one before ended.
public struct Shift: Codable, Hashable, Sendable {
    /// Since when changes count: the end of the shift before, or when somebody said that a shift begins.
    public var since: Timestamp
    /// When somebody last worked here.
    public var active: Timestamp

    public init(since: Timestamp, active: Timestamp) {
        self.since = since
        self.active = active
    }

    /// A shift of which nothing is known: the usual length before now.
    public init(unknownAt now: Timestamp) {
        self.init(since: now.adding(seconds: -Self.length), active: now)
    }

    /// In seconds: after so long without work another shift begins.
    static let pause: Double = 4 * 3600
    /// In seconds.
    static let length: Double = 12 * 3600

    /// The shift now that somebody works.
    func worked(at now: Timestamp) -> Shift {
        let isNew = now > active.adding(seconds: Self.pause)
        return Shift(since: isNew ? active : since, active: max(active, now))
    }

    static func read(at now: Timestamp, _ database: Database) throws -> Shift {
        let stored = (try? MetaKey.shift.decode(Shift.self, database)) ?? nil
        return stored ?? Shift(unknownAt: now)
    }
}

extension Store {
    /// The shift as it was last worked in.
    public func shift() async throws(HelpdeskError) -> Shift {
        let now = clock()
        return try await read { try Shift.read(at: now, $0) }
    }

    /// Notes that somebody works here now. After a long pause a shift begins, and the view of the shift is another.
    public func noteWork() async throws(HelpdeskError) {
        let now = clock()
        let isNew = try await write(announcing: nil) { database in
            let old = try Shift.read(at: now, database)
            let shift = old.worked(at: now)
            try MetaKey.shift.write(try StoredJSON.encode(shift), database)
            return shift.since != old.since
        }
        if isNew { changed.send(.shift) }
    }

    /// Begins a shift now: what changed before does not count any more.
    @discardableResult
    public func beginShift() async throws(HelpdeskError) -> BegunShift {
        let now = clock()
        return try await write(announcing: .shift) { database in
            let begun = BegunShift(since: now, before: try Shift.read(at: now, database).since)
            try MetaKey.shift.write(try StoredJSON.encode(Shift(since: now, active: now)), database)
            return begun
        }
    }

    /// Lets the shift count from where it did before one was begun. False, and nothing is changed, if another one has
    /// begun meanwhile, here or in another window.
    public func takeBack(_ begun: BegunShift) async throws(HelpdeskError) -> Bool {
        let now = clock()
        return try await write(announcing: .shift) { database in
            var shift = try Shift.read(at: now, database)
            guard shift.since == begun.since else { return false }
            shift.since = begun.before
            try MetaKey.shift.write(try StoredJSON.encode(shift), database)
            return true
        }
    }
}

/// A shift that somebody began, so that this can be taken back.
public struct BegunShift: Hashable, Sendable {
    public let since: Timestamp
    /// Since when changes counted before.
    public let before: Timestamp

    public init(since: Timestamp, before: Timestamp) {
        self.since = since
        self.before = before
    }
}
