import NIOCore
import NIOSSL

/// Closes a connection of HTTP/1.1 whose client has closed its side, so that nobody waits for it any longer.
///
/// The framework would keep the other half open. A client that still wants an answer keeps its own side open too; one
/// that was killed closes both, and only this half of it can be seen. A stream of HTTP/2 closes its input after every
/// request and has signals of its own: it is left alone.
final class AbandonedConnectionHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        let isConnection = (try? context.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self)) != nil
        if let event = event as? ChannelEvent, event == .inputClosed, isConnection {
            context.close(promise: nil)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }
}
