import GRDB
public import HelpdeskModels

extension Store {
    /// The account to which the store belongs; nil before the first sign-in.
    public func account() async throws(HelpdeskError) -> Account? {
        try await read { try MetaKey.account.decode(Account.self, $0) }
    }

    /// Whether it is known who is signed in. Not after a rescue that could not read it.
    func isSignedIn() async throws(HelpdeskError) -> Bool {
        try await read { try MetaKey.me.read($0) != nil }
    }

    /// Keeps who is signed in, and the desk as it is now. The first call makes the store the account's for good.
    ///
    /// Throws `otherAccount` if the store is another account's: nothing of it may be shown or mixed.
    public func signIn(_ account: Account, me: Me, desk: Desk) async throws(HelpdeskError) {
        try await write { database in
            let owner = try MetaKey.account.decode(Account.self, database)
            guard owner == nil || owner == account, account.user == me.user.id else {
                throw HelpdeskError(.otherAccount, detail: "the local store belongs to another account")
            }
            try MetaKey.account.write(try StoredJSON.encode(account), database)
            try MetaKey.me.write(try StoredJSON.encode(me), database)
            try MetaKey.desk.write(try StoredJSON.encode(desk), database)
            try Self.showUnsent(database)
        }
    }

    /// How the account was seen last; the defaults before anything was saved, and for what cannot be understood.
    public func preferences() async throws(HelpdeskError) -> Preferences {
        try await read { try Self.preferences($0) }
    }

    /// As `preferences()`, on the caller's thread, for the first paint.
    public func preferencesNow() throws(HelpdeskError) -> Preferences {
        try readNow { try Self.preferences($0) }
    }

    public func savePreferences(_ preferences: Preferences) async throws(HelpdeskError) {
        try await write(announcing: nil) { database in
            try MetaKey.preferences.write(try StoredJSON.encode(preferences), database)
        }
    }

    private static func preferences(_ database: Database) throws -> Preferences {
        guard let json = try MetaKey.preferences.read(database) else { return Preferences() }
        return (try? StoredJSON.decode(from: json)) ?? Preferences()
    }
}
