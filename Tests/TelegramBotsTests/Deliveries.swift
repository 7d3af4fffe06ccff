import Foundation
import GRDB
import Testing

@testable import TelegramBots

/// What the bots of a test were told and asked for, kept for others to judge: the end-to-end tests have those who know
/// the Bot API look through it.
enum Deliveries {
    /// Copies the bot's database into the folder that `CABDESK_DELIVERIES` names; does nothing without it.
    static func keep(_ store: BotStore) {
        guard let folder = ProcessInfo.processInfo.environment["CABDESK_DELIVERIES"] else { return }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try store.queue.writeWithoutTransaction { db in
                try db.execute(sql: "VACUUM INTO ?", arguments: ["\(folder)/\(UUID().uuidString).sqlite"])
            }
        } catch {
            Issue.record(error, "the deliveries cannot be kept")
        }
    }
}
