import HelpdeskModels

/// The alert bot at its tables: it reads what a step needs, lets the machine decide, and writes what comes of it, all in
/// a transaction of the caller.
struct AlertBot: Sendable {
    let settings: AlertSettings

    /// Takes in what happened.
    func take(_ input: AlertInput, at now: Timestamp, in db: any BotRows) throws {
        let records = AlertRecords(db: db)
        if let chat = input.openChat { try records.letIn(chat) }
        let settings = settings.at(now)
        let state = try records.state(for: input, settings, at: now)
        try records.write(AlertMachine.step(state, input, settings, at: now), since: state, at: now)
    }

    /// Does what is due. Doing it twice, or long after its time, takes each step once. A permanent failure is noted, for
    /// the log and those on duty, and stops nothing else.
    func tick(at now: Timestamp, in db: any BotRows) throws {
        let records = AlertRecords(db: db)
        for kind in AlertRecords.DueKind.allCases {
            for due in try records.due(kind, at: now) {
                let isDone = try records.alone(due.name, at: now) {
                    try take(.due(due), at: now, in: db)
                }
                guard !isDone else { continue }
                let settings = settings.at(now)
                let state = try records.state(for: .due(due), settings, at: now)
                try records.write(AlertMachine.postpone(state, due, settings, at: now), since: state, at: now)
            }
        }
    }
}
