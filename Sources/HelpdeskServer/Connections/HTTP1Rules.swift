import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOSSL

/// Adds what every answer of HTTP/1.1 needs, including the framework's own answers to unreadable requests.
final class HTTP1Rules: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Whether the peer sent something unreadable; nothing after it can be read either.
    private var isUnreadable = false

    func handlerAdded(context: ChannelHandlerContext) {
        // A stream of HTTP/2 has none.
        guard let codec = try? context.pipeline.syncOperations.handler(type: HTTP1ToHTTPServerCodec.self) else {
            return
        }
        do {
            try context.pipeline.syncOperations.addHandler(EarlyHTTPHost(), position: .before(codec))
        } catch {
            context.fireErrorCaught(error)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is HTTPParserError { isUnreadable = true }
        context.fireErrorCaught(error)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(var head) = unwrapOutboundIn(data), head.status.kind != .informational else {
            context.write(data, promise: promise)
            return
        }
        head.headerFields.setForEveryAnswer()
        if isUnreadable { head.headerFields[.connection] = "close" }
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }
}

/// Accepts requests of HTTP/1.0, which has no Host, so that its absence is an error in later versions only (RFC 9112,
/// section 3.2), and no interim answers (RFC 9110, section 10.1.1).
final class EarlyHTTPHost: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data), head.version == .http1_0 else {
            context.fireChannelRead(data)
            return
        }
        if !head.headers.contains(name: "Host") { head.headers.add(name: "Host", value: "") }
        head.headers.remove(name: "Expect")
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}

extension HTTPFields {
    /// The headers of every answer.
    mutating func setForEveryAnswer() {
        self[.xContentTypeOptions] = "nosniff"
        // A year (RFC 6797): the interface needs TLS.
        self[.strictTransportSecurity] = "max-age=31536000"
    }
}

/// Closes a connection of HTTP/1.1 whose client has closed its side, so that nothing waits for it any longer.
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
