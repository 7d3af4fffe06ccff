import SQLDatabase

extension MovedTable {
    /// The tables of a bot, each after those that it refers to. What only one engine has, the lease, stays where it is.
    static func ofBot(_ schema: BotSchema) -> [MovedTable] {
        schema == .alert ? both + alert : both
    }

    private static let both = [
        MovedTable("meta", "key:t value:t", key: ["key"]),
        MovedTable(
            "inbox",
            "id:i update_id:i chat:i album:t body:t state:t attempts:i due:i received:i reason:t batch:i", key: ["id"],
            isCounted: true),
        MovedTable(
            "outbox",
            "id:i key:t chat:i body:t state:t attempts:i due:i queued:i ended:i reason:t messages:t topic_failures:i",
            key: ["id"], isCounted: true),
        MovedTable("notice", "id:i body:t created:i", key: ["id"], isCounted: true),
        MovedTable(
            "message_map", "chat:i telegram_message:i ticket:t message:t is_note:b", key: ["chat", "telegram_message"]),
        MovedTable("chat", "id:i is_blocked:b paused_until:i moved_to:i state:t", key: ["id"]),
        MovedTable("thread", "chat:i ticket:t thread:i", key: ["chat", "ticket"]),
    ]

    private static let alert = [
        MovedTable(
            "alert_incident",
            "number:i id:t kind:t state:t opened:i acknowledged:i acknowledged_by:i acknowledged_name:t resolved:i "
                + "resolved_by:i resolved_name:t merged_into:i round:i step:i due:i forgotten_by:t forgotten_at:i told:i "
                + "news:i revision:i published:i",
            key: ["number"], isCounted: true),
        MovedTable(
            "alert_report",
            "number:i incident:i chat:i reporter:t service:t service_name:t created:i changed:i", key: ["number"],
            isCounted: true),
        MovedTable(
            "alert_remark", "ordinal:i report:i text:t file_kind:t file:t created:i", key: ["ordinal"], isCounted: true),
        MovedTable("alert_step", "incident:i round:i step:i at:i", key: ["incident", "round", "step"]),
        MovedTable(
            "alert_page", "incident:i round:i step:i chat:i entry:i", key: ["incident", "round", "step", "chat"]),
        MovedTable(
            "alert_person", "chat:i name:t telegram_language:t language:t dialogue:t decide_by:i", key: ["chat"]),
        MovedTable("alert_link", "chat:i service:t service_name:t", key: ["chat"]),
        MovedTable(
            "alert_question", "id:t message:t chat:i text:t created:i ticket:i refused:t", key: ["id"]),
        MovedTable("alert_broadcast", "ordinal:i incident:i kind:t actor:i created:i done:i", key: ["ordinal"]),
        MovedTable("alert_recipient", "broadcast:i chat:i name:t entry:i", key: ["broadcast", "chat"]),
    ]
}
