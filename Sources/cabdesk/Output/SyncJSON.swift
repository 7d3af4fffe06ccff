import HelpdeskCore

/// What `sync --json` prints.
struct SyncJSON: Encodable {
    let sent: Int
    let failed: Int
    let received: Int
    let setAside: Int
    let errors: [ErrorJSON]

    init(_ report: SyncReport) {
        sent = report.sent
        failed = report.failed
        received = report.received
        setAside = report.setAside
        errors = report.errors.map(ErrorJSON.init)
    }
}
