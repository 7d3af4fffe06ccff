import SQLDatabase

extension MovedTable {
    /// The tables of a desk, each after those that it refers to. Uploads that are not complete and drafts that are just open
    /// are left out: clients begin the former anew and announce the latter every minute. The index
    /// of words is made anew.
    static let desk: [MovedTable] = [
        MovedTable("desk", "id:i instance:t body:t", key: ["id"]),
        MovedTable("service", "id:t name:t", key: ["id"]),
        MovedTable("user", "id:t name:t role:t service:t retired:i", key: ["id"]),
        MovedTable(
            "token", "id:i user:t digest:t label:t created:i used:i revoked:i expires:i", key: ["id"], isCounted: true),
        MovedTable(
            "invitation", "digest:t user:t created:i expires:i used:i request:t token:i", key: ["digest"]),
        MovedTable("audit", "id:i time:i actor:t action:t target:t", key: ["id"], isCounted: true),
        MovedTable("topic", "id:t body:t", key: ["id"]),
        MovedTable(
            "ticket",
            "number:i id:t service:t topic:t subject:t status:t author_id:t author_name:t author_role:t assignee_id:t "
                + "assignee_name:t assignee_role:t created:i updated:i resolved:i rating_score:i rating_comment:t fields:t "
                + "first_message:t fingerprint:t priority:t waiting_since:i merged_into:t",
            key: ["number"], isCounted: true),
        MovedTable(
            "message",
            "ordinal:i id:t ticket:t author_id:t author_name:t author_role:t origin:t text:t created:i edited:i "
                + "is_internal:b fingerprint:t",
            key: ["ordinal"], isCounted: true),
        MovedTable(
            "attachment", "id:t message:t position:i name:t media_type:t size:i sha256:t detected_type:t", key: ["id"]),
        MovedTable("storage", "service:t bytes:i", key: ["service"], isDerived: true),
        MovedTable(
            "event",
            "ordinal:i id:t ticket:t kind:t author_id:t author_name:t author_role:t created:i detail:t cause:t topic:t "
                + "priority:t merged_into:t",
            key: ["ordinal"], isCounted: true),
        MovedTable("event_request", "id:t ticket:t kind:t user:t target:t", key: ["id"]),
        MovedTable("read_mark", "user:t ticket:t read_up_to:i", key: ["user", "ticket"]),
        MovedTable(
            "telegram_link",
            "ordinal:i id:t chat:i service:t state:t chat_name:t username:t user:t claimed_name:t created:i linked:i "
                + "wants_answers:b token:i",
            key: ["ordinal"], isCounted: true),
        MovedTable("telegram_offer", "digest:t service:t user:t created:i expires:i link:t token:i", key: ["digest"]),
        MovedTable("telegram_claim", "ordinal:i chat:i name:t created:i is_open:b", key: ["ordinal"], isCounted: true),
        MovedTable("telegram_agent", "telegram:i user:t", key: ["telegram"]),
        MovedTable("incident", "ordinal:i id:t body:t", key: ["ordinal"], isCounted: true),
        MovedTable("phone_file", "id:t user:t sha256:t size:i created:i removed:i body:t", key: ["id"]),
        MovedTable("shift_note", "id:t service:t written:i removed:i body:t", key: ["id"]),
        MovedTable("canned_reply", "id:t owner:t removed:i body:t", key: ["id"]),
        MovedTable("cleaning", "erasure:t upload:t", key: ["erasure", "upload"]),
        MovedTable("change", "seq:i kind:t ref:t scope:t", key: ["seq"], isCounted: true),
    ]
}
