import HelpdeskModels

extension SyncEngine {
    /// In seconds; less than what proxies usually allow, and so short that a desk which stops answering without closing
    /// its connections is not called online for long.
    static let longPoll = 25

    /// Between two questions to a backend that cannot wait.
    private static let pollPause = Duration.seconds(4)

    /// After so many answers in a row within a second the loop pauses for a second.
    private static let quickAnswers = 20

    /// Receives changes, and waits for more at the backend.
    func pullLoop() async {
        await pullSignal.wait()
        var backOff = BackOff()
        var isCurrent = false
        var quickAnswers = 0
        while !Task.isCancelled {
            if signedOut != nil {
                await pullSignal.wait()
                continue
            }
            let began = clock()
            let isLongPoll = isCurrent
            do throws(HelpdeskError) {
                try await connect()
                let step =
                    isCurrent
                    ? try await pullUntilRebuilt()
                    : try await whileBusy { () async throws(HelpdeskError) in try await pull(wait: 0) }
                isCurrent = !step.hasMore
                hasCaughtUp = hasCaughtUp || isCurrent
                backOff.succeeded()
                await succeeded()
                // A backend that does not wait would otherwise be asked without a break.
                let isQuick = isLongPoll && clock() - began < .seconds(1)
                quickAnswers = isQuick ? quickAnswers + 1 : 0
                if isCurrent, !backend.capabilities.longPoll {
                    await pullSignal.wait(atMost: Self.pollPause, sleep: sleep)
                } else if isQuick, isCurrent, step.received == 0 || quickAnswers > Self.quickAnswers {
                    await pullSignal.wait(atMost: .seconds(1), sleep: sleep)
                }
            } catch {
                isCurrent = false
                await failed(error)
                let delay = error.isUnauthorised ? nil : backOff.failed(error, random: random())
                log.note(.retry(.pull, error.code, after: delay))
                await pullSignal.wait(atMost: delay, sleep: sleep)
            }
        }
    }

    /// Waits at the backend for more, but not after a repair of the store: then everything has to be received again.
    private func pullUntilRebuilt() async throws(HelpdeskError) -> PullStep {
        let rebuilds = store.rebuilt.subscribe()
        let pulling = Task { () -> Result<PullStep, HelpdeskError> in
            do throws(HelpdeskError) {
                return .success(try await pull(wait: Self.longPoll))
            } catch {
                return .failure(error)
            }
        }
        let isRebuilt = Task {
            for await _ in rebuilds {
                pulling.cancel()
                return true
            }
            return false
        }
        let result = await withTaskCancellationHandler {
            await pulling.value
        } onCancel: {
            pulling.cancel()
        }
        isRebuilt.cancel()
        if await isRebuilt.value { return PullStep(received: 0, hasMore: true) }
        return try result.get()
    }

    /// Receives until there is nothing more.
    func pullAll(_ report: inout SyncReport) async throws(HelpdeskError) {
        while true {
            let step = try await pull(wait: 0)
            report.received += step.received
            report.setAside += step.setAside
            if !step.hasMore { return }
        }
    }

    /// Asks for fewer changes where the answer is too large: a full page of the longest messages is.
    private func page(after cursor: String?, wait: Int) async throws(HelpdeskError) -> ReceivedPage? {
        let usual = min(limits?.pageSize ?? Limits.standard.pageSize, Limits.standard.pageSize)
        while true {
            let limit = pageSize ?? usual
            do throws(HelpdeskError) {
                let page =
                    cursor == nil && isNewestFirst
                    ? try await backend.newestChanges(window: try await store.window(), limit: limit)
                    : try await backend.changes(after: cursor, limit: limit, wait: wait)
                return page.map(ReceivedPage.init)
            } catch {
                guard error.code == .answerTooLarge, limit > 1 else { throw error }
                pageSize = max(1, limit / 8)
            }
        }
    }

    /// The page after the cursor, the one that was asked for ahead if it is that, and the turn in which it was asked for.
    private func nextPage(after place: FeedPlace, wait: Int) async throws(HelpdeskError) -> (
        ReceivedPage?, asked: Int64
    ) {
        if let ahead, ahead.place.cursor == place.cursor {
            self.ahead = nil
            return (try await ahead.page(), ahead.place.turn)
        }
        dropAhead()
        return (try await page(after: place.cursor, wait: wait), place.turn)
    }

    /// Requests the page after a cursor and does not wait for it. There is never more than one, so that memory stays
    /// bounded however much there is to receive.
    private func requestAhead(after place: FeedPlace) {
        dropAhead()
        let request = Task { () -> PageAhead.Answer in
            do throws(HelpdeskError) {
                return .success(try await page(after: place.cursor, wait: 0))
            } catch {
                return .failure(error)
            }
        }
        ahead = PageAhead(place: place, request: request)
    }

    /// Drops the page that was requested ahead: the page before it was not stored, or another backend may answer.
    func dropAhead() {
        ahead?.request.cancel()
        ahead = nil
    }

    /// Receives the tickets whole that lay outside of the window and of which something came. What cannot be received now
    /// is received after the next page.
    private func completePartialTickets() async throws(HelpdeskError) {
        for ticket in try await store.partialTickets() {
            do throws(HelpdeskError) {
                try await fetch(ticket)
            } catch {
                guard error.code == .notFound else { throw error }
                try await store.forgetPartial(ticket)
            }
        }
    }

    /// Shows which tickets cannot be received.
    private func show(setAside numbers: [Int]) {
        board.update { $0.ticketsSetAside = numbers }
    }

    struct PullStep: Sendable {
        var received: Int
        var hasMore: Bool
        var setAside = 0
    }

    private func pull(wait: Int) async throws(HelpdeskError) -> PullStep {
        do throws(HelpdeskError) {
            return try await pullPage(wait: wait)
        } catch {
            dropAhead()
            throw error
        }
    }

    private func pullPage(wait: Int) async throws(HelpdeskError) -> PullStep {
        let place = try await store.place()
        let cursor = place.cursor
        if cursor == nil { feed.begin() }
        let (found, asked) = try await nextPage(after: place, wait: wait)
        guard let found else {
            guard cursor != nil else { throw HelpdeskError(.badAnswer, detail: "no cursor was sent, yet it is gone") }
            try feed.loseCursor()
            // The cursor of one account means nothing to another.
            limits = nil
            try await connect()
            try await store.forgetCursor()
            log.note(.cursorGone)
            return PullStep(received: 0, hasMore: true)
        }
        let page = found.page
        // In the turn before the page is stored: with what the page itself brings, the next one cannot cross.
        if page.hasMore { requestAhead(after: FeedPlace(cursor: page.cursor, turn: place.turn)) }
        await waitForFetches()
        let isApplied = try await store.apply(page, after: cursor, asked: asked)
        log.note(.pulled(changes: page.changes.count, hasMore: page.hasMore || !isApplied))
        guard isApplied else { return PullStep(received: 0, hasMore: true) }
        show(setAside: page.ticketsSetAside)
        try feed.take(found)
        if !page.hasMore { pageSize = nil }
        if page.changesSetAside > 0 {
            log.note(.setAside(page.changesSetAside))
            board.update { $0.setAsideCount += page.changesSetAside }
        }
        var step = PullStep(received: page.changes.count, hasMore: page.hasMore, setAside: page.changesSetAside)
        if !page.hasMore {
            try await completePartialTickets()
            // A store that was repaired meanwhile has nothing.
            step.hasMore = try await store.cursor() == nil
        }
        return step
    }
}
