import CCurl
import Foundation
import HelpdeskTransport
import Synchronization

/// The thread that owns libcurl's multi handle, and the mailbox through which others reach it.
///
/// `@unchecked Sendable`: only the thread uses the multi handle, except for `ccurl_multi_wakeup`, which may be called from
/// anywhere. It is called under the mailbox's lock, so never after the handle is freed.
final class CurlWorker: @unchecked Sendable {
    typealias Outcome = Result<TransportResponse, TransportError>
    /// Called once, from the thread or from the one that submits.
    typealias Waiter = @Sendable (Outcome) -> Void

    private struct Mailbox {
        var lastID = 0
        var incoming: [(id: Int, transfer: Transfer)] = []
        var waiters: [Int: Waiter] = [:]
        /// Cancelled transfers that the thread has not seen yet, and those cancelled before they were submitted.
        var cancelled: Set<Int> = []
        var isStopping = false
        var isOver = false
    }

    private let mailbox = Mutex(Mailbox())
    private let multi: UnsafeMutableRawPointer
    private let caFile: String?
    private let proxy: String?
    private let log: ExchangeLog?

    private static let isReady: Bool = ccurl_load()

    init(caFile: String?, proxy: String?, log: ExchangeLog?) throws(TransportError) {
        guard Self.isReady, let multi = ccurl_multi_init() else {
            throw TransportError(.unexpected, detail: "libcurl cannot be initialised")
        }
        self.multi = multi
        self.caFile = caFile
        self.proxy = proxy
        self.log = log
        let thread = Thread { self.run() }
        thread.name = "network"
        thread.stackSize = 1 << 20
        thread.start()
    }

    func newID() -> Int {
        mailbox.withLock { mailbox in
            mailbox.lastID += 1
            return mailbox.lastID
        }
    }

    func submit(_ id: Int, _ transfer: Transfer, _ waiter: @escaping Waiter) {
        let isAccepted = mailbox.withLock { mailbox in
            if mailbox.isStopping || mailbox.cancelled.remove(id) != nil { return false }
            mailbox.waiters[id] = waiter
            mailbox.incoming.append((id, transfer))
            ccurl_multi_wakeup(multi)
            return true
        }
        if !isAccepted { waiter(.failure(TransportError(.cancelled))) }
    }

    func cancel(_ id: Int) {
        mailbox.withLock { mailbox in
            guard !mailbox.isOver else { return }
            mailbox.cancelled.insert(id)
            ccurl_multi_wakeup(multi)
        }
    }

    func stop() {
        mailbox.withLock { mailbox in
            mailbox.isStopping = true
            if !mailbox.isOver { ccurl_multi_wakeup(multi) }
        }
    }

    // MARK: On the thread

    private func run() {
        var active: [Int: Transfer] = [:]
        while true {
            let (incoming, cancelled, isStopping) = takeMail()
            for id in cancelled {
                // A transfer that was cancelled right after it was submitted was never attached.
                if let transfer = active.removeValue(forKey: id) {
                    log?(transfer.cancelled())
                    transfer.detach(from: multi)
                }
                finish(id, .failure(TransportError(.cancelled)))
            }
            for (id, transfer) in incoming {
                if let error = transfer.attach(to: multi, caFile: caFile, proxy: proxy) {
                    finish(id, .failure(error))
                } else {
                    active[id] = transfer
                }
            }
            if isStopping { break }
            var running: Int32 = 0
            ccurl_multi_perform(multi, &running)
            collect(&active)
            // Timers of transfers shorten this; without transfers only a wake-up ends it.
            ccurl_multi_poll(multi, 3_600_000)
        }
        for (id, transfer) in active {
            transfer.detach(from: multi)
            finish(id, .failure(TransportError(.cancelled)))
        }
        mailbox.withLock { $0.isOver = true }
        ccurl_multi_cleanup(multi)
    }

    private func takeMail() -> (incoming: [(id: Int, transfer: Transfer)], cancelled: Set<Int>, isStopping: Bool) {
        mailbox.withLock { mailbox in
            let incoming = mailbox.incoming
            mailbox.incoming = []
            let known = mailbox.cancelled.filter { mailbox.waiters[$0] != nil }
            // The rest was cancelled before it was submitted, and `submit` will see it; or it has ended already.
            mailbox.cancelled.subtract(known)
            return (incoming.filter { !known.contains($0.id) }, known, mailbox.isStopping)
        }
    }

    private func collect(_ active: inout [Int: Transfer]) {
        var left: Int32 = 0
        while let message = ccurl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE,
                let (id, transfer) = active.first(where: { $0.value.handle == message.pointee.easy_handle })
            else { continue }
            let code = message.pointee.data.result
            active[id] = nil
            let outcome = transfer.outcome(code)
            log?(transfer.exchange(code, outcome))
            transfer.detach(from: multi)
            if transfer.foundConnectionEnded(code), let again = try? Transfer(transfer.request, isFresh: true),
                again.attach(to: multi, caFile: caFile, proxy: proxy) == nil
            {
                active[id] = again
                // Otherwise nothing would wake the thread for it.
                ccurl_multi_wakeup(multi)
            } else {
                finish(id, outcome)
            }
        }
    }

    private func finish(_ id: Int, _ outcome: Outcome) {
        let waiter = mailbox.withLock { mailbox in
            mailbox.cancelled.remove(id)
            return mailbox.waiters.removeValue(forKey: id)
        }
        waiter?(outcome)
    }
}
