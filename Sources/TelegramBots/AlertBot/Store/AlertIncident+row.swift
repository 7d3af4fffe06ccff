import GRDB
import HelpdeskModels

extension AlertIncident {
    /// Nil for a row that no version of the program writes.
    init?(row: Row) {
        guard let id = EntityID<AlertIncident>(row["id"] as String), let kind = IncidentKind(rawValue: row["kind"]),
            let state = IncidentState(rawValue: row["state"])
        else { return nil }
        self.init(number: row["number"], id: id, kind: kind, opened: Timestamp(milliseconds: row["opened"]))
        self.state = state
        acknowledged = Self.action(row["acknowledged"], row["acknowledged_by"], row["acknowledged_name"])
        resolved = Self.action(row["resolved"], row["resolved_by"], row["resolved_name"])
        forgotten = Self.action(row["forgotten_at"], 0, row["forgotten_by"])
        mergedInto = row["merged_into"]
        round = row["round"]
        step = row["step"]
        due = (row["due"] as Int64?).map(Timestamp.init(milliseconds:))
    }

    private static func action(_ at: Int64?, _ by: Int64?, _ name: String?) -> IncidentAction? {
        guard let at, let by, let name else { return nil }
        return IncidentAction(by: StaffMember(telegram: by, name: name), at: Timestamp(milliseconds: at))
    }
}
