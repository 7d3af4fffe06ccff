public import HelpdeskModels

extension Store {
    /// Whose store it is; nil before the first sign-in.
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
}
