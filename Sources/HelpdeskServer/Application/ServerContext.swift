import Hummingbird
import Logging
import NIOCore

/// What accompanies a request.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The connection (HTTP/1.1) or stream (HTTP/2) of the request; nil where there is none, as in tests.
    let channel: (any Channel)?
    /// Of the peer: the client itself or a proxy. Nil where it is not known.
    let peer: IPAddress?

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
