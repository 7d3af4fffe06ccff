/// The figures of linking chats.
enum TelegramRules {
    /// Seconds for which a one-time link can be used.
    static let offerLifetime = 900.0
    /// One-time links of a user that can be used at the same time.
    static let offersOfUser = 10
    /// Names that a chat may type within an hour.
    static let claimsOfChat = 5
    static let claimWindow = 3600.0
    /// Seconds after which a claim that nobody accepted is forgotten.
    static let claimLifetime = 7 * 86_400.0
    /// Claims that wait on one service; further ones are taken and lead nowhere.
    static let claimsOfService = 20
    /// Scalars that are kept of a name from Telegram.
    static let nameLength = 200

    static func shortened(_ name: some StringProtocol) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.prefix(nameLength)))
    }
}
