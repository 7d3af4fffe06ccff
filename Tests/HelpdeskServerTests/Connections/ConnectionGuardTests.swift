import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import NIOTLS
import Testing

@testable import HelpdeskServer

/// A connection as the server sets it up behind TLS, on a clock of its own.
@Suite struct ConnectionGuardTests {
    private let limits = ConnectionLimits()
    private let registry = ConnectionRegistry(limits: ConnectionLimits())
    private let channel = EmbeddedChannel()

    init() throws {
        let admitted = registry.admit("a", close: {})
        let id = try #require(admitted)
        let connection = ConnectionGuard(limits: limits, registry: registry, id: id)
        try channel.pipeline.syncOperations.addHandlers(
            [connection, HandshakeWatch(connection), RequestPace(limits: limits)])
        try channel.connect(to: SocketAddress(ipAddress: "192.0.2.1", port: 443)).wait()
    }

    private func shakeHands() {
        channel.pipeline.fireUserInboundEventTriggered(TLSUserEvent.handshakeCompleted(negotiatedProtocol: "h2"))
    }

    /// As a server does that wants to read on.
    private func receive(_ part: HTTPRequestPart) throws {
        try channel.writeInbound(part)
        channel.read()
    }

    private func ask() throws {
        try receive(
            .head(HTTPRequest(method: .put, scheme: "https", authority: "desk", path: "/", headerFields: [:])))
    }

    /// An answer of which all is on its way at once.
    private func answer() throws {
        try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
        try channel.writeOutbound(HTTPResponsePart.end(nil))
    }

    private func pass(_ seconds: Int64) {
        channel.embeddedEventLoop.advanceTime(by: .seconds(seconds))
    }

    @Test("A connection whose handshake does not come is closed")
    func handshake() throws {
        pass(limits.handshake - 1)
        #expect(channel.isActive)
        pass(1)
        #expect(!channel.isActive)
    }

    @Test("A connection that says nothing after the handshake is closed")
    func silence() throws {
        shakeHands()
        pass(limits.firstRequest - 1)
        #expect(channel.isActive)
        pass(1)
        #expect(!channel.isActive)
    }

    @Test("A connection without a request stays for a while after the last one, and no longer")
    func idle() throws {
        shakeHands()
        for _ in 0..<3 {
            try ask()
            try receive(.end(nil))
            try answer()
            pass(limits.idle - 1)
            #expect(channel.isActive)
        }
        pass(1)
        #expect(!channel.isActive)
    }

    @Test("An answer may take as long as it takes to make it, as a long poll does")
    func longPoll() throws {
        shakeHands()
        try ask()
        try receive(.end(nil))
        pass(limits.idle * 10)
        #expect(channel.isActive)
        try answer()
        #expect(channel.isActive)
    }

    @Test("A body that comes in drops ends its connection, one that comes slowly does not")
    func slowBody() throws {
        shakeHands()
        try ask()
        let drop = ByteBuffer(repeating: 0, count: limits.paceBytes / 9)
        for _ in 0..<100 {
            try receive(.body(drop))
            pass(limits.pacePeriod / 10)
        }
        #expect(channel.isActive)
        for _ in 0..<limits.pacePeriod where channel.isActive {
            try receive(.body(ByteBuffer(bytes: [0])))
            pass(1)
        }
        pass(limits.pacePeriod)
        #expect(!channel.isActive)
    }

    @Test("A body that the server does not want yet does not end its connection")
    func ownBackpressure() throws {
        shakeHands()
        try ask()
        channel.pipeline.fireChannelReadComplete()
        pass(limits.pacePeriod * 10)
        #expect(channel.isActive)
        channel.read()
        pass(limits.pacePeriod * 2)
        #expect(!channel.isActive)
    }

    @Test("A peer that does not read its answer is closed, also when it had asked for more meanwhile")
    func slowReader() throws {
        let slow = SlowPeer()
        try channel.pipeline.syncOperations.addHandler(slow, position: .first)
        shakeHands()
        try ask()
        try receive(.end(nil))
        channel.write(HTTPResponsePart.head(HTTPResponse(status: .ok)), promise: nil)
        channel.write(HTTPResponsePart.body(ByteBuffer(repeating: 0, count: 1_000_000)), promise: nil)
        channel.flush()
        // A piece a period is slow, and enough.
        for _ in 0..<10 {
            slow.take(2)
            pass(limits.pacePeriod)
        }
        #expect(channel.isActive)
        pass(limits.pacePeriod)
        #expect(!channel.isActive)
    }

    @Test("A server that ends does not wait for connections that never asked")
    func quiesce() throws {
        shakeHands()
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(!channel.isActive)
    }

    /// Takes what is written only when it is told to.
    private final class SlowPeer: ChannelOutboundHandler {
        typealias OutboundIn = Any

        private var waiting: [EventLoopPromise<Void>] = []

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            if let promise { waiting.append(promise) }
        }

        func take(_ count: Int) {
            let taken = waiting.prefix(count)
            waiting.removeFirst(taken.count)
            for promise in taken { promise.succeed() }
        }

        func handlerRemoved(context: ChannelHandlerContext) {
            for promise in waiting { promise.fail(ChannelError.ioOnClosedChannel) }
            waiting = []
        }
    }
}
