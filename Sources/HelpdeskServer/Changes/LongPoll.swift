import Hummingbird
import NIOCore
import ServiceLifecycle

/// One request's wait for a change, which also ends with the time, the connection, or the server.
struct LongPoll: Sendable {
    private let notifier: ChangeNotifier
    private let groups: [ChangeGroup]
    private let deadline: NIODeadline
    private let channel: (any Channel)?

    init(notifier: ChangeNotifier, account: Account, seconds: Int, channel: (any Channel)?) {
        self.notifier = notifier
        groups = ChangeGroup.of(account)
        deadline = .now() + .seconds(Int64(seconds))
        self.channel = channel
    }

    /// Whether it is worth looking again: there may be a change after the number `known` that the account sees.
    func waitForChange(after known: Int64) async -> Bool {
        guard mayGoOn else { return false }
        let waiter = Waiter()
        let timer = EventLoopGroupProvider.singleton.eventLoopGroup.next()
            .scheduleTask(deadline: deadline) { waiter.wake() }
        channel?.closeFuture.whenComplete { _ in waiter.wake() }
        notifier.add(waiter, of: groups, known: known)
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                await waiter.wait()
            } onGracefulShutdown: {
                waiter.wake()
            }
        } onCancel: {
            waiter.wake()
        }
        timer.cancel()
        notifier.remove(waiter, of: groups)
        return mayGoOn
    }

    private var mayGoOn: Bool {
        deadline > .now() && !Task.isCancelled && !Task.isShuttingDownGracefully && channel?.isActive != false
    }
}
