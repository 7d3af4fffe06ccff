import HelpdeskModels

/// The commands that Telegram shows in the bot's menu.
enum AlertMenu {
    private static let commands = ["status", "help", "language"]

    /// Tried once: a menu is a convenience, and what is set stays set.
    static func set(with client: BotClient, log: BotLog) async {
        for language in [nil, Language.ukrainian, .russian] {
            let strings = AlertStrings(language: language ?? .english, utcOffsetMinutes: 0)
            do {
                try await client.setCommands(
                    commands.map { ($0, strings[.command($0)]) }, language: language)
            } catch {
                return log.warning("the menu of the alert bot is not set: \(error)")
            }
        }
    }
}
