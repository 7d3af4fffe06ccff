public import HelpdeskCore
public import HelpdeskModels

/// The sample desk with its bots at work.
extension SampleDesk {
    /// The desk connected to Telegram, with these chats and incidents.
    public static func connected(links: [TelegramLink] = [], incidents: [Incident] = []) -> DeskSnapshot {
        var snapshot = snapshot
        snapshot.desk?.supportBot?.isConnected = true
        snapshot.desk?.alertBot?.isConnected = true
        snapshot.links = links
        snapshot.incidents = incidents
        return snapshot
    }

    public static let offer = TelegramLinkOffer(
        bot: "example_support_bot", token: "abcdefghijklmnopqrstuv_-", expires: time("2026-03-12T12:39:30Z"))

    public static let linkedChat = TelegramLink(
        id: id(51), service: zirka.id, state: .linked, chatName: "Олена 🌻", username: "olena_koval", user: olena,
        created: time("2026-03-12T12:25:10Z"), linked: time("2026-03-12T12:25:10Z"))

    public static let quietChat = TelegramLink(
        id: id(52), service: zirka.id, state: .linked, chatName: "Петро", user: petro,
        created: time("2026-02-01T08:00:00Z"), linked: time("2026-02-01T08:00:00Z"), wantsAnswers: false)

    public static let blockedChat = TelegramLink(
        id: id(53), service: zirka.id, state: .blocked, chatName: "Нічна зміна", username: "zirka_night", user: petro,
        created: time("2026-01-11T19:00:00Z"), linked: time("2026-01-11T19:00:00Z"))

    public static let claim = TelegramLink(
        id: id(54), service: zirka.id, state: .pending, chatName: "Максим", username: "max_drv",
        claimedName: "таксі зірка", created: time("2026-03-12T12:20:00Z"))

    public static let outage = Incident(
        id: id(61), kind: .program, opened: time("2026-03-12T12:05:00Z"), reportCount: 7)

    public static let devices = [
        Device(
            id: 1, label: "диспетчерська-1", created: time("2026-01-05T08:00:00Z"), used: time("2026-03-12T12:25:00Z"),
            isCurrent: true),
        Device(
            id: 2, label: "ноутбук", created: time("2026-02-14T10:00:00Z"), used: time("2026-03-10T16:12:00Z"),
            isCurrent: false),
    ]
}
