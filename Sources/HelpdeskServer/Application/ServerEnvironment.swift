import HelpdeskDesk
import HelpdeskModels

/// What the controllers work with.
struct ServerEnvironment: Sendable {
    let store: any DeskStore
    let notifier: ChangeNotifier
    let files: any FileStore
    let digester: TokenDigester
    let authenticator: Authenticator
    let gate = UploadGate()
    let digests = UploadDigests()
    let policy: ServerPolicy
    let polls: PollCounter
    let connections: ConnectionRegistry
    let readiness: Readiness
    let metrics = ServerMetrics()
    let now: @Sendable () -> Timestamp

    init(
        _ desk: Helpdesk, policy: ServerPolicy = ServerPolicy(),
        now: @escaping @Sendable () -> Timestamp = { .now }
    ) {
        store = desk.store
        notifier = desk.notifier
        files = desk.files
        digester = desk.digester
        self.policy = policy
        polls = PollCounter(limit: policy.longPolls)
        connections = ConnectionRegistry(limits: policy.connections)
        readiness = Readiness(store: desk.store, files: desk.files, now: now)
        authenticator = Authenticator(
            store: desk.store, digester: desk.digester, policy: policy, now: now)
        self.now = now
    }
}
