import HelpdeskModels

/// What the controllers work with.
struct ServerEnvironment: Sendable {
    let store: any TicketStore
    let notifier: ChangeNotifier
    let files: FileVault
    let authenticator: Authenticator
    let gate = UploadGate()
    let now: @Sendable () -> Timestamp

    init(_ directory: DataDirectory, now: @escaping @Sendable () -> Timestamp = { .now }) {
        store = directory.store
        notifier = directory.store.notifier
        files = directory.files
        authenticator = Authenticator(store: directory.store, digester: directory.digester, now: now)
        self.now = now
    }
}
