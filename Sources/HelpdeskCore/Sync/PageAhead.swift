import HelpdeskModels

/// A page of the feed that is asked for, and read, while the one before it is being stored.
struct PageAhead: Sendable {
    typealias Answer = Result<ChangePage?, HelpdeskError>

    /// The cursor that it is asked for with: the one of the page before it.
    let cursor: String
    let asking: Task<Answer, Never>

    /// Waits for the page, and no longer once the caller's task is cancelled.
    func page() async throws(HelpdeskError) -> ChangePage? {
        let answer = await withTaskCancellationHandler {
            await asking.value
        } onCancel: {
            asking.cancel()
        }
        return try answer.get()
    }
}
