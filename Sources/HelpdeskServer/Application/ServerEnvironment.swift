import HelpdeskModels

/// What the controllers work with.
struct ServerEnvironment: Sendable {
    let store: any TicketStore & TelegramStore & DeviceStore
    let notifier: ChangeNotifier
    let files: FileVault
    let digester: TokenDigester
    let authenticator: Authenticator
    let gate = UploadGate()
    let now: @Sendable () -> Timestamp

    init(_ directory: DataDirectory, now: @escaping @Sendable () -> Timestamp = { .now }) {
        store = directory.store
        notifier = directory.store.notifier
        files = directory.files
        digester = directory.digester
        authenticator = Authenticator(store: directory.store, digester: directory.digester, now: now)
        self.now = now
    }
}
