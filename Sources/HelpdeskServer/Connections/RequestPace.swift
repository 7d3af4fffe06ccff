import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes the connection (HTTP/1.1) or stream (HTTP/2) of a peer that sends a body or reads an answer too slowly, and
/// reports the beginning and end of requests to the guard of the connection.
///
/// Only the peer's time counts: neither the time that the server takes to make an answer, as in a long poll, nor the time
/// in which the server itself does not read.
final class RequestPace: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Answers are written in pieces of so many bytes, so that their progress can be seen.
    private static let pieceSize = 16_384

    /// The bytes that moved in one direction since the last check.
    private struct Direction {
        var moved = 0
        var check: Scheduled<Void>?
    }

    private let limits: ConnectionLimits
    private var connection: ConnectionGuard?
    private var receiving = Direction()
    private var sending = Direction()
    /// Bytes that were written but not sent yet.
    private var pending = 0
    private var isReading = false
    private var openRequests = 0

    init(limits: ConnectionLimits) {
        self.limits = limits
    }

    func handlerAdded(context: ChannelHandlerContext) {
        connection =
            Self.connection(of: context.channel) ?? context.channel.parent.flatMap { Self.connection(of: $0) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        receiving.check?.cancel()
        sending.check?.cancel()
        // The connection itself may go on with other streams.
        while openRequests > 0 { endRequest() }
    }

    func read(context: ChannelHandlerContext) {
        isReading = true
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            openRequests += 1
            connection?.requestBegan()
            watchReceiving(context)
        case .body(let buffer):
            receiving.moved += buffer.readableBytes
        case .end:
            receiving.check?.cancel()
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            // An answer in several headers, 100 first, is one answer.
            write(.head(head), count: 1, context, promise)
        case .body(var buffer):
            while buffer.readableBytes > Self.pieceSize, let piece = buffer.readSlice(length: Self.pieceSize) {
                write(.body(piece), count: Self.pieceSize, context, nil)
            }
            write(.body(buffer), count: max(buffer.readableBytes, 1), context, promise)
        case .end(let trailers):
            write(.end(trailers), count: 1, context, promise) { [weak self] in self?.endRequest() }
        }
    }

    private func write(
        _ part: HTTPResponsePart, count: Int, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?,
        whenDone: (() -> Void)? = nil
    ) {
        let done = promise ?? context.eventLoop.makePromise(of: Void.self)
        if pending == 0 { watchSending(context) }
        pending += count
        done.futureResult.assumeIsolated().whenComplete { [weak self] _ in
            self?.sent(count)
            whenDone?()
        }
        context.write(wrapOutboundOut(part), promise: done)
    }

    private func sent(_ count: Int) {
        pending -= count
        sending.moved += count
        if pending == 0 { sending.check?.cancel() }
    }

    private func endRequest() {
        guard openRequests > 0 else { return }
        openRequests -= 1
        connection?.requestEnded()
    }

    private func watchReceiving(_ context: ChannelHandlerContext) {
        receiving.check?.cancel()
        receiving.moved = 0
        receiving.check = later(context) { pace, context in
            if pace.isReading, pace.receiving.moved < pace.limits.paceBytes {
                context.close(promise: nil)
            } else {
                pace.watchReceiving(context)
            }
        }
    }

    private func watchSending(_ context: ChannelHandlerContext) {
        sending.check?.cancel()
        sending.moved = 0
        sending.check = later(context) { pace, context in
            if pace.sending.moved < pace.limits.paceBytes {
                context.close(promise: nil)
            } else {
                pace.watchSending(context)
            }
        }
    }

    private func later(
        _ context: ChannelHandlerContext, _ check: @escaping @Sendable (RequestPace, ChannelHandlerContext) -> Void
    ) -> Scheduled<Void> {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        return context.eventLoop.scheduleTask(in: .seconds(limits.pacePeriod)) {
            let (pace, context) = bound.value
            check(pace, context)
        }
    }

    private static func connection(of channel: any Channel) -> ConnectionGuard? {
        try? channel.pipeline.syncOperations.handler(type: ConnectionGuard.self)
    }
}
