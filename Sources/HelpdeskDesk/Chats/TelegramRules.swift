/// The figures of linking chats.
package enum TelegramRules {
    /// Seconds for which a one-time link can be used.
    package static let offerLifetime = 900.0
    /// One-time links of a user that can be used at the same time.
    package static let offersOfUser = 10
    /// Names that a chat may type within an hour.
    package static let claimsOfChat = 5
    package static let claimWindow = 3600.0
    /// Seconds after which a claim that nobody accepted is forgotten.
    package static let claimLifetime = 7 * 86_400.0
    /// Claims that wait on one service; further ones are taken and lead nowhere.
    package static let claimsOfService = 20
    /// Scalars that are kept of a name from Telegram.
    package static let nameLength = 200

    package static func shortened(_ name: some StringProtocol) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.prefix(nameLength)))
    }
}

/// Compares what somebody typed as a service's name with the name that it has.
package enum ServiceName {
    private static let marks: Set<Character> = ["«", "»", "\"", "“", "”", "„", "'", "’", "‘", "`"]

    /// In lower case, without quotation marks, with single spaces; empty for what names nothing.
    package static func folded(_ name: String) -> String {
        name.filter { !marks.contains($0) }.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The service that `name` names; nil for none, and for more than one.
    package static func match<Candidate>(_ name: String, in candidates: [Candidate], name of: (Candidate) -> String)
        -> Candidate?
    {
        let wanted = folded(name)
        let found = candidates.filter { folded(of($0)) == wanted }
        return wanted.isEmpty || found.count != 1 ? nil : found.first
    }
}
