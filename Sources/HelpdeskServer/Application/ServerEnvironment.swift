import HelpdeskModels

/// What the controllers work with.
struct ServerEnvironment: Sendable {
    let store: any TicketStore & TelegramStore & DeviceStore & PhoneStore
    let notifier: ChangeNotifier
    let files: FileVault
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
        _ directory: DataDirectory, policy: ServerPolicy = ServerPolicy(),
        now: @escaping @Sendable () -> Timestamp = { .now }
    ) {
        store = directory.store
        notifier = directory.store.notifier
        files = directory.files
        digester = directory.digester
        self.policy = policy
        polls = PollCounter(limit: policy.longPolls)
        connections = ConnectionRegistry(limits: policy.connections)
        readiness = Readiness(store: directory.store, files: directory.files.files, now: now)
        authenticator = Authenticator(
            store: directory.store, digester: directory.digester, policy: policy, now: now)
        self.now = now
    }
}
