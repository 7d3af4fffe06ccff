import HelpdeskModels

/// What both bots are told of the staff.
extension BotTable {
    /// Nil if it is not there.
    func language(_ key: String) throws -> Language? {
        guard let text = try text(key) else { return nil }
        guard let language = Language(rawValue: text) else { throw wrong(key, "must be \"uk\", \"ru\" or \"en\"") }
        return language
    }

    /// The id of a Telegram group; nil if it is not there.
    func group(_ key: String) throws -> Int64? {
        let group = try number(key)
        if let group, group >= 0 { throw wrong(key, "must be the id of a group, which is negative") }
        return group
    }
}
