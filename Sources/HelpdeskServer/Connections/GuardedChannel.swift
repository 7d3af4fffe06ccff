import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOSSL

/// Connections of HTTP/2 and HTTP/1.1 over TLS, within limits.
struct GuardedChannel: ServerChildChannel {
    let inner: HTTP2UpgradeChannel
    let limits: ConnectionLimits
    let registry: ConnectionRegistry
    let proxies: TrustedProxies

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP2UpgradeChannel.Value> {
        let address = IPAddress(channel.remoteAddress)
        let id = registry.admit(address?.network ?? "", isTrusted: proxies.contain(address)) {
            channel.eventLoop.execute {
                // Past TLS, whose farewell nobody waits for.
                _ = try? channel.pipeline.syncOperations.context(handlerType: ConnectionGuard.self).close()
            }
        }
        guard let id else {
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel)
        }
        channel.closeFuture.whenComplete { [registry] _ in registry.remove(id) }
        return inner.setup(channel: channel, logger: logger).flatMapThrowing { value in
            let pipeline = channel.pipeline.syncOperations
            let connection = ConnectionGuard(limits: limits, registry: registry, id: id)
            try pipeline.addHandler(connection, position: .first)
            let tls = try pipeline.handler(type: NIOSSLServerHandler.self)
            try pipeline.addHandler(HandshakeWatch(connection), position: .after(tls))
            return value
        }
    }

    func handle(value: HTTP2UpgradeChannel.Value, logger: Logger) async {
        await inner.handle(value: value, logger: logger)
    }
}
