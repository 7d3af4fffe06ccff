import HelpdeskDesk
import HelpdeskModels
import Hummingbird
import Logging
import NIOCore

/// The context of a request.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The connection (HTTP/1.1) or stream (HTTP/2) of the request; nil where there is none, as in tests.
    let channel: (any Channel)?
    /// The address of the peer, which is the client or a proxy; nil if it is not known.
    let peer: IPAddress?
    /// Where a long poll puts itself aside; nil if it waits in its task.
    var parking: PollParking?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
        peer = IPAddress(source.channel.remoteAddress)
    }

    /// For a request that did not come over a network.
    init(logger: Logger, address: String = "") {
        struct Source: RequestContextSource {
            let logger: Logger
        }
        coreContext = CoreRequestContextStorage(source: Source(logger: logger))
        channel = nil
        peer = IPAddress(address)
    }
}

/// The parts of the server that its controllers share.
struct ServerEnvironment: Sendable {
    let desk: Helpdesk
    let notifier: ChangeNotifier
    let files: any FileStore
    let digester: TokenDigester
    let authenticator: Authenticator
    let gate = UploadGate()
    let digests = UploadDigests()
    let currentPolicy: CurrentPolicy
    let polls = PollCounter()
    let ending: Ending
    let connections: ConnectionRegistry
    let readiness: Readiness
    let metrics = ServerMetrics()
    let now: @Sendable () -> Timestamp

    init(
        _ desk: Helpdesk, policy: ServerPolicy = ServerPolicy(),
        now: @escaping @Sendable () -> Timestamp = { .now }
    ) {
        self.desk = desk
        notifier = desk.notifier
        ending = Ending(desk.notifier)
        files = desk.files
        digester = desk.digester
        currentPolicy = CurrentPolicy(policy)
        connections = ConnectionRegistry(limits: policy.connections)
        readiness = Readiness(desk: desk, now: now)
        authenticator = Authenticator(desk: desk, policy: currentPolicy, now: now)
        self.now = now
    }

    var policy: ServerPolicy { currentPolicy.value }

    /// The way of the account's messages to their files.
    func claim(by account: Account) -> AttachmentClaim {
        AttachmentClaim(desk: desk, uploads: ServerUploads(gate: gate, digests: digests), account: account)
    }
}
