import HelpdeskModels

extension SyncEngine {
    /// Sends everything that is due, and sleeps until an intent is queued or the next try is due.
    func pushLoop() async {
        var backOff = BackOff()
        var isFirst = true
        while !Task.isCancelled {
            var limit: Duration?
            do throws(HelpdeskError) {
                try await connect()
                var report = SyncReport()
                try await whileBusy { () async throws(HelpdeskError) in try await pushDue(&report) }
                backOff.succeeded()
                if isFirst || report.sent > 0 { await succeeded() }
                limit = try await store.nextTry().map { max(.milliseconds(1), $0 - store.steady.read()) }
            } catch {
                await failed(error)
                limit = error.isUnauthorised ? nil : backOff.failed(error, random: random())
                log.note(.retry(.push, error.code, after: limit))
            }
            // The receiving loop begins after the first sending, so that what is confirmed is not received first.
            if isFirst { pullSignal.raise() }
            isFirst = false
            await pushSignal.wait(atMost: limit, sleep: sleep)
        }
    }

    /// Sends everything that is due, in order, once no other process sends: at the latest after `limit`, when
    /// `storeBusy` is in the report. Throws what concerns the connection or the account as a whole.
    func pushDue(_ report: inout SyncReport, waiting limit: Duration? = nil) async throws(HelpdeskError) {
        guard try await store.hasWork() else { return }
        guard let lock = try await sendingLock(within: limit) else {
            report.errors.append(HelpdeskError(.storeBusy, subject: store.directory))
            return
        }
        defer { withExtendedLifetime(lock) {} }
        try await store.requeueInterrupted()
        while !Task.isCancelled, let item = try await store.takeNextDue() {
            do throws(HelpdeskError) {
                let isSent = try await send(item)
                if isSent { report.sent += 1 }
                log.note(.outbox(LoggedIntent(item, isSent ? .sent : .withdrawn)))
            } catch {
                board.update { $0.upload = nil }
                if error.concernsConnection || error.isUnauthorised {
                    // Also when this task is cancelled, which would keep the store from writing.
                    // If it cannot be released now, the next holder of the sending lock does it.
                    let store = store
                    _ = await Task { try? await store.release(item, error: error) }.value
                    log.note(.outbox(LoggedIntent(item, .released(error.code))))
                    throw error
                }
                report.failed += 1
                report.errors.append(error)
                if error.isPermanent {
                    try await store.park(item, error: error)
                    log.note(.outbox(LoggedIntent(item, .parked(error.code))))
                } else {
                    let delay = BackOff.delay(
                        failures: item.attempts + 1, retryAfter: error.retryAfter, random: random())
                    try await store.postpone(item, for: delay, error: error)
                    log.note(.outbox(LoggedIntent(item, .postponed(error.code, delay))))
                }
            }
            await refreshStatus()
        }
    }

    /// Nil if another process still sends at the end of `limit`; nil waits for ever.
    ///
    /// Nothing announces that a lock was released by the end of a process, so this polls; only while another process
    /// sends, which is short.
    private func sendingLock(within limit: Duration?) async throws(HelpdeskError) -> Store.SendingLock? {
        let pause = Duration.milliseconds(100)
        var waited = Duration.zero
        while true {
            if let lock = try store.takeSendingLock() { return lock }
            if let limit, waited >= limit { return nil }
            // Receiving need not wait for that.
            if waited == .zero { pullSignal.raise() }
            do {
                try await sleep(pause)
            } catch {
                throw HelpdeskError(.cancelled)
            }
            waited += pause
        }
    }

    /// False if the item was taken back before it left.
    private func send(_ item: OutboxItem) async throws(HelpdeskError) -> Bool {
        let known = try await store.backendID(of: item.ticket)
        let context = PutContext(
            lastTry: item.lastTry, newestKnown: item.newestKnown,
            files: item.files.map { store.outgoingFilePath($0.file.id) })
        switch item.intent {
        case .readMark(let upTo):
            guard try await store.beginSending(item) else { return false }
            let mark = ReadMark(ticket: known, readUpTo: upTo)
            try await store.confirm(item, try await backend.putReadMark(mark))
        case .rating(let rating):
            guard try await store.beginSending(item) else { return false }
            try await store.confirm(item, try await backend.putRating(rating, ticket: known))
        case .event(let event):
            guard try await store.beginSending(item) else { return false }
            try await store.confirm(
                item, try await backend.putEvent(Event.ID(item.id), ticket: known, event))
        case .shiftNote(let note):
            guard try await store.beginSending(item) else { return false }
            try await store.confirm(item, try await backend.putShiftNote(ShiftNote.ID(item.ticket.uuid), note))
        case .shiftNoteRemoval:
            guard try await store.beginSending(item) else { return false }
            let id = ShiftNote.ID(item.ticket.uuid)
            do throws(HelpdeskError) {
                try await backend.deleteShiftNote(id)
            } catch {
                // A note that is gone there is gone.
                guard error.code == .notFound else { throw error }
            }
            try await store.confirm(item, ShiftNote.gone(id))
        case .cannedReply(let reply):
            guard try await store.beginSending(item) else { return false }
            try await store.confirm(item, try await backend.putCannedReply(CannedReply.ID(item.ticket.uuid), reply))
        case .cannedReplyRemoval:
            guard try await store.beginSending(item) else { return false }
            let id = CannedReply.ID(item.ticket.uuid)
            do throws(HelpdeskError) {
                try await backend.deleteCannedReply(id)
            } catch {
                // One that is gone there is gone.
                guard error.code == .notFound else { throw error }
            }
            try await store.confirm(item, CannedReply.gone(id))
        case .message(let message):
            let backend = backend
            let update = try await sendWithFiles(item) { attachments throws(HelpdeskError) in
                var message = message
                message.attachments = attachments
                return try await backend.putMessage(Message.ID(item.id), ticket: known, message, context)
            }
            guard let update else { return false }
            try await store.confirm(item, update)
        case .ticket(let ticket):
            let backend = backend
            let update = try await sendWithFiles(item) { attachments throws(HelpdeskError) in
                var ticket = ticket
                ticket.message.attachments = attachments
                return try await backend.putTicket(item.ticket, ticket, context)
            }
            guard let update else { return false }
            try await store.confirm(item, update)
        }
        return true
    }

    /// Uploads what is not uploaded yet, then sends the message.
    ///
    /// Uploads of an earlier try may be gone: because the message arrived after all, then sending it again confirms it;
    /// or because they expired, then it is refused, and they are uploaded again, once. Nil if the item was taken back.
    private func sendWithFiles(
        _ item: OutboxItem,
        _ put: @Sendable ([NewAttachment]) async throws(HelpdeskError) -> TicketUpdate
    ) async throws(HelpdeskError) -> TicketUpdate? {
        guard backend.capabilities.uploads else {
            guard try await store.beginSending(item) else { return nil }
            return try await put(item.files.map(Self.unsent))
        }
        let attachments: [NewAttachment]
        do throws(HelpdeskError) {
            attachments = try await uploadUnlessWithdrawn(item, item.files)
        } catch {
            board.update { $0.upload = nil }
            guard try await store.isWaiting(item) else { return nil }
            throw error
        }
        guard try await store.beginSending(item) else { return nil }
        let isRetry = item.files.contains(where: \.isUploaded)
        do throws(HelpdeskError) {
            return try await put(attachments)
        } catch {
            guard isRetry, [.invalid, .conflict, .notFound].contains(error.code) else { throw error }
        }
        for file in item.files {
            try await store.rememberUpload(nil, isComplete: false, of: file.file.id)
        }
        return try await put(
            try await upload(item.files.map { OutboxFile(file: $0.file, upload: nil, isUploaded: false) }))
    }
}
