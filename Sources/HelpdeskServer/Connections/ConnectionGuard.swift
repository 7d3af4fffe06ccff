import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOSSL
import NIOTLS

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
                // Bypasses TLS, whose closing handshake nobody waits for.
                _ = try? channel.pipeline.syncOperations.context(handlerType: ConnectionGuard.self).close()
            }
        }
        guard let id else {
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel)
        }
        channel.closeFuture.whenComplete { [registry] _ in registry.remove(id) }
        // A channel keeps the buffer of its last reading. It grows with what comes.
        try? channel.syncOptions?.setOption(
            .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 64, initial: 512, maximum: 65_536))
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

/// Closes a connection that makes no request: one whose TLS handshake or first header takes too long, or that has been
/// idle for too long.
///
/// It comes before TLS in the pipeline and closes without TLS's closing handshake, which would wait for the silent peer
/// once more.
final class ConnectionGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    private let limits: ConnectionLimits
    private let registry: ConnectionRegistry
    private let id: ConnectionRegistry.ID
    private var context: ChannelHandlerContext?
    private var deadline: Scheduled<Void>?
    private var openRequests = 0
    private var hasAsked = false

    init(limits: ConnectionLimits, registry: ConnectionRegistry, id: ConnectionRegistry.ID) {
        self.limits = limits
        self.registry = registry
        self.id = id
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        // Even before the connection is registered: one that never becomes active must not stay open either.
        wait(seconds: limits.handshake)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent, !hasAsked {
            context.close(promise: nil)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func handshakeCompleted() {
        guard openRequests == 0 else { return }
        wait(seconds: limits.firstRequest)
    }

    func requestBegan() {
        deadline?.cancel()
        openRequests += 1
        hasAsked = true
        registry.requestBegan(on: id)
    }

    func requestEnded() {
        openRequests -= 1
        registry.requestEnded(on: id)
        if openRequests == 0 { wait(seconds: limits.idle) }
    }

    private func wait(seconds: Int64) {
        deadline?.cancel()
        guard let context else { return }
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        deadline = context.eventLoop.scheduleTask(in: .seconds(seconds)) { bound.value.close(promise: nil) }
    }
}

/// Reports the end of the TLS handshake to the guard; it comes after TLS in the pipeline, where that event arrives.
final class HandshakeWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    private let connection: ConnectionGuard

    init(_ connection: ConnectionGuard) {
        self.connection = connection
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent { connection.handshakeCompleted() }
        context.fireUserInboundEventTriggered(event)
    }
}
