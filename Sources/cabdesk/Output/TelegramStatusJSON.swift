import HelpdeskCore
import HelpdeskModels

/// What `telegram status --json` prints, and the commands that change a link.
struct TelegramStatusJSON: Encodable {
    /// Whether the desk runs its support bot.
    let connected: Bool
    /// The support bot's name; nil if the desk has none.
    let bot: String?
    let links: [TelegramLink]

    init(_ snapshot: DeskSnapshot) {
        connected = snapshot.desk?.supportBot?.isConnected ?? false
        bot = snapshot.desk?.supportBot?.username
        links = snapshot.links
    }
}
