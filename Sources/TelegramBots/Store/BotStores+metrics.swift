import Foundation
package import HelpdeskDesk
package import HelpdeskModels
import SystemKit

extension BotStores {
    /// How the bots of the desk are doing, by their names, `support` and `alert`. What cannot be read now is left out.
    package func metrics(at now: Timestamp) async -> [Metric] {
        let uses = (try? await BlockingWork.run { readUses() }) ?? []
        var waiting = Metric("cabdesk_bot_waiting_messages", .gauge, help: "Messages of a bot that are not sent yet.")
        var age = Metric(
            "cabdesk_bot_oldest_waiting_seconds", .gauge,
            help: "How long the oldest message of a bot has been waiting; 0 if none waits.")
        var page = Metric(
            "cabdesk_bot_oldest_unsent_page_seconds", .gauge,
            help: "How long the oldest page of the alert bot has been waiting; 0 if none waits.")
        var incidents = Metric("cabdesk_bot_open_incidents", .gauge, help: "Incidents that are not resolved.")
        var running = Metric(
            "cabdesk_bot_running", .gauge, help: "Whether a process runs a bot whose rows are in PostgreSQL: 1 or 0.")
        func seconds(since time: Timestamp?) -> Double { time.map { max(0, (now - $0) / .seconds(1)) } ?? 0 }
        for (bot, use, isShared) in uses {
            waiting.add(Double(use.waiting), ["bot": bot])
            age.add(seconds(since: use.oldestWaiting), ["bot": bot])
            if let open = use.openIncidents {
                page.add(seconds(since: use.oldestPage), ["bot": bot])
                incidents.add(Double(open), ["bot": bot])
            }
            if isShared { running.add(use.holder == nil ? 0 : 1, ["bot": bot]) }
        }
        return [waiting, age, page, incidents, running]
    }

    private func readUses() -> [(bot: String, use: BotUse, isShared: Bool)] {
        places.flatMap { place -> [(bot: String, use: BotUse, isShared: Bool)] in
            ((try? place.all()) ?? []).compactMap { name, open in
                guard let database = try? open() else { return nil }
                defer { try? database.close() }
                guard let use = try? BotUse(database) else { return nil }
                let own = (name as NSString).lastPathComponent.replacing("the schema cabdesk_bot_", with: "")
                return (String(own.prefix { $0.isLetter }), use, place.database != nil)
            }
        }
    }
}
