import GRDB

extension Store {
    /// How the account was seen last; the defaults before anything was saved, and for what cannot be understood.
    public func preferences() async throws(HelpdeskError) -> Preferences {
        try await read { try Self.preferences($0) }
    }

    /// As `preferences()`, on the caller's thread, for the first paint.
    public func preferencesNow() throws(HelpdeskError) -> Preferences {
        try readNow { try Self.preferences($0) }
    }

    public func savePreferences(_ preferences: Preferences) async throws(HelpdeskError) {
        try await write(notify: false) { database in
            try MetaKey.preferences.write(try StoredJSON.encode(preferences), database)
        }
    }

    private static func preferences(_ database: Database) throws -> Preferences {
        guard let json = try MetaKey.preferences.read(database) else { return Preferences() }
        return (try? StoredJSON.decode(from: json)) ?? Preferences()
    }
}
