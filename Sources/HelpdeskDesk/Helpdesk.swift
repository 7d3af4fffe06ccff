import Foundation
package import HelpdeskModels
import SystemKit

/// A support desk: its rules, over its database, its files and its key.
///
/// A method that takes the account that asks answers only with what that account may see; the rest is
/// ``StoreError/notFound``. Writes are repeatable: the same id with the same body changes nothing. What is written is one
/// transaction, and whoever waits for a change is woken after it.
package struct Helpdesk: Sendable {
    let database: any DeskDatabase
    package let files: any FileStore
    package let digester: TokenDigester
    let pages = EncodedPages()

    package var notifier: ChangeNotifier { database.notifier }

    package init(database: any DeskDatabase, files: any FileStore, digester: TokenDigester) {
        self.database = database
        self.files = files
        self.digester = digester
    }

    /// Throws unless a transaction can write now.
    package func proveWritable() async throws {
        try await database.proveWritable()
    }

    /// How the database is used, and with `readingRows`, for which it has to be there, what is open on the desk.
    package func metrics(readingRows: Bool) async -> [Metric] {
        let metrics = await database.metrics()
        guard readingRows, let incidents = try? await database.readOnce({ try $0.incidents() }) else { return metrics }
        let open = Metric(
            "cabdesk_open_incidents", .gauge, help: "Incidents that are not resolved.",
            value: Double(incidents.count { $0.state.isOpen }))
        return metrics + [open]
    }

    /// Brings the office hours up to date. Forgets uploads, files from the phone, shift notes and canned replies that have
    /// expired or are gone for long, and claims that nobody accepted, and removes files that nothing names: what a crash left
    /// behind, or a message that was refused. Also beside a running server.
    ///
    /// Finishes what an erasure that was killed has left, and erases what `retention` says is not to be kept any longer.
    package func tidyUp(at time: Timestamp, retention: Retention = Retention()) throws {
        try finishErasures()
        try refreshOfficeHours(at: time)
        try applyRetention(retention, at: time)
        try forgetOldClaims(at: time)
        try forgetPhoneFiles(at: time)
        try forgetShiftNotes(at: time)
        try forgetCannedReplies(at: time)
        // A file that nobody knows of may be on its way to a message; not an hour later.
        let found = try files.uploads(untouchedSince: Date(timeIntervalSinceNow: -3600))
        let known = try forgetUploads(before: time.adding(seconds: -StoredUpload.lifetime))
        for upload in found.subtracting(known) { try files.remove(upload) }
        try collectOrphans()
        try files.tidy()
    }
}
