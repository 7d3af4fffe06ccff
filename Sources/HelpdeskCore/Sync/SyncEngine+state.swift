import HelpdeskModels

extension SyncEngine {
    /// Makes sure that a Cabdesk backend answers and that the store is the account's: once, and again after a failure
    /// and after the backend lost the cursor, as somebody else may answer by then.
    func connect() async throws(HelpdeskError) {
        if limits != nil, try await store.isSignedIn() { return }
        let desk = try await backend.desk()
        let me = try await backend.me()
        try await store.signIn(Account(url: backend.url, user: me.user.id), me: me, desk: desk)
        limits = desk.limits
        isNewestFirst = desk.newestFirst == true
        try await store.set(window: isNewestFirst && me.user.role.isStaff ? window : nil)
        log.note(.connected)
        // No loop tries again by itself after it was signed out. After other failures each keeps its own pauses.
        if signedOut != nil { await wakeLoops() }
    }

    /// The backend took a request of the account. After a time offline or signed out, no loop need wait any longer.
    func succeeded() async {
        if offline != nil || signedOut != nil { await wakeLoops() }
        await refreshStatus()
    }

    private func wakeLoops() async {
        offline = nil
        signedOut = nil
        // If the store cannot be written now, what waits is sent when it is due.
        try? await store.makeAllDue()
        pushSignal.raise()
        pullSignal.raise()
    }

    /// A loop could not speak with the backend.
    func failed(_ error: HelpdeskError) async {
        if error.isUnauthorised {
            signedOut = error
        } else if error.code != .cancelled {
            offline = (offline?.since ?? clock(), error)
        }
        limits = nil
        dropAhead()
        await refreshStatus()
    }

    func resume() async {
        signedOut = nil
        // As above.
        try? await store.makeAllDue()
        pushSignal.raise()
        pullSignal.raise()
        await refreshStatus()
    }

    /// Shows that a loop is at work.
    func whileBusy<Value>(
        _ work: () async throws(HelpdeskError) -> Value
    ) async throws(HelpdeskError) -> Value {
        busyCount += 1
        await refreshStatus()
        do throws(HelpdeskError) {
            let value = try await work()
            busyCount -= 1
            await refreshStatus()
            return value
        } catch {
            busyCount -= 1
            await refreshStatus()
            throw error
        }
    }

    func refreshStatus() async {
        // The last ones stay while they cannot be counted.
        let counts = try? await store.outboxCounts()
        let phase: SyncStatus.Phase =
            if let signedOut {
                .signedOut(signedOut)
            } else if let offline {
                .offline(since: offline.since, offline.error)
            } else if limits == nil {
                .starting
            } else {
                busyCount > 0 || !hasCaughtUp ? .syncing : .online
            }
        board.update { status in
            status.phase = phase
            if let counts { (status.outboxCount, status.failedCount) = counts }
        }
    }
}
