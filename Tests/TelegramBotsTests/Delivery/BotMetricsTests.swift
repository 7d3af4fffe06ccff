import Foundation
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import TelegramBots

/// How far the bots are behind, as Prometheus gets to see it.
@Suite struct BotMetricsTests {
    private func metrics(_ rig: SupportRig, after seconds: Double) async -> [String: Double] {
        var found: [String: Double] = [:]
        for metric in await rig.place.stores.metrics(at: rig.clock.now.adding(seconds: seconds)) {
            for sample in metric.samples where sample.labels.map(\.value) == ["support"] {
                #expect(sample.labels.map(\.name) == ["bot"])
                found[metric.name] = sample.value
            }
        }
        return found
    }

    @Test("What waits is counted, with how long the oldest has been waiting")
    func waiting() async throws {
        let rig = try SupportRig()
        let idle = await metrics(rig, after: 5)
        #expect(idle["cabdesk_bot_waiting_messages"] == 0 && idle["cabdesk_bot_oldest_waiting_seconds"] == 0)
        let call = Outgoing(to: 7, .message(FormattedText("Hello")))
        try await rig.store.queue([call], at: rig.clock.now)
        let busy = await metrics(rig, after: 5)
        #expect(busy["cabdesk_bot_waiting_messages"] == 1 && busy["cabdesk_bot_oldest_waiting_seconds"] == 5)
    }

    @Test("Where no bot has run there is nothing to say")
    func nothing() async {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")
        let metrics = await BotStores(directory: folder.path).metrics(at: .now)
        #expect(metrics.allSatisfy { $0.samples.isEmpty })
    }

    @Test(
        "The rules and the dashboard name no other figures of bots",
        arguments: ["cabdesk-alerts.yml", "cabdesk-dashboard.json"])
    func names(file: String) async throws {
        let rig = try SupportRig()
        let url = URL(filePath: #filePath).appending(path: "../../../../packaging/monitoring/\(file)")
            .standardizedFileURL
        let text = try String(contentsOf: url, encoding: .utf8)
        let named = Set(text.matches(of: /cabdesk_bot_[a-z_]+/).map { String($0.output) })
        let exposed = await metrics(rig, after: 0).keys
        #expect(!named.isEmpty && named.isSubset(of: exposed))
    }
}
