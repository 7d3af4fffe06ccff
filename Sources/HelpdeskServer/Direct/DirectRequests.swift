import HTTPTypes
import HelpdeskDesk
import NIOCore
import NIOHTTPTypes

/// Answers the requests that ``DirectService`` takes, and passes all others on to the framework. Of one connection, one
/// request at a time is worked on, in the order in which they came.
///
/// A task of such a request lives no longer than the work on it: while a client waits for a change, there is none here.
/// A stream of HTTP/2 is a connection with one request.
final class DirectRequests: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private enum State {
        /// There is no request.
        case idle
        /// A request of the framework, of which the end or the answer's end is still to come.
        case passing(hasEnded: Bool, isAnswered: Bool)
        /// A request of this handler whose end is still to come.
        case receiving(HTTPRequest)
        case answering
        case parked(Parked)
    }

    private final class Parked {
        let head: HTTPRequest
        let parking: PollParking
        let waiter: Waiter
        let timer: Scheduled<Void>

        init(head: HTTPRequest, parking: PollParking, waiter: Waiter, timer: Scheduled<Void>) {
            self.head = head
            self.parking = parking
            self.waiter = waiter
            self.timer = timer
        }
    }

    private let service: DirectService
    private var state = State.idle
    /// What came while an earlier request was not answered yet. Nothing more is read meanwhile.
    private var waiting: ArraySlice<HTTPRequestPart> = []
    private var heldRead = false
    private var heldError: (any Error)?

    init(_ service: DirectService) {
        self.service = service
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        if waiting.isEmpty, canTake(part, context) {
            take(part, context)
        } else {
            waiting.append(part)
        }
    }

    func read(context: ChannelHandlerContext) {
        if waiting.isEmpty {
            context.read()
        } else {
            heldRead = true
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        context.fireChannelWritabilityChanged()
        takeWaiting(context)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        context.write(data, promise: promise)
        guard case .end = unwrapOutboundIn(data), case .passing(let hasEnded, _) = state else { return }
        state = hasEnded ? .idle : .passing(hasEnded: false, isAnswered: true)
        takeWaiting(context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The framework answers to what cannot be read, and closes the connection: after the answers that come first.
        if isOurs {
            heldError = error
        } else {
            context.fireErrorCaught(error)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // The framework takes the end of what comes for the end of a stream. This one ends with its answer.
        if isOurs, case .inputClosed? = event as? ChannelEvent { return }
        context.fireUserInboundEventTriggered(event)
    }

    /// With the end of the connection or stream: the framework's handler before this one keeps its inactivity to itself.
    func handlerRemoved(context: ChannelHandlerContext) {
        waiting = []
        if case .parked(let parked) = state { parked.parking.poll?.wait.end() }
    }

    /// Whether the handler works on a request.
    private var isOurs: Bool {
        switch state {
        case .idle, .passing: false
        case .receiving, .answering, .parked: true
        }
    }

    private func canTake(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) -> Bool {
        switch state {
        // The answers of a client that reads none must not pile up.
        case .idle: context.channel.isWritable
        case .receiving: true
        case .passing: if case .head = part { false } else { true }
        case .answering, .parked: false
        }
    }

    private func take(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
        switch (state, part) {
        case (.idle, .head(let head)) where service.takes(head):
            state = .receiving(head)
            return
        case (.receiving(let head), .end):
            return look(head, service.parking(for: head), context)
        case (.receiving, _):
            return
        case (.idle, .head):
            state = .passing(hasEnded: false, isAnswered: false)
        case (.passing(_, let isAnswered), .end):
            state = isAnswered ? .idle : .passing(hasEnded: true, isAnswered: false)
        default:
            break
        }
        context.fireChannelRead(wrapInboundOut(part))
    }

    private func takeWaiting(_ context: ChannelHandlerContext) {
        guard !waiting.isEmpty || heldError != nil else { return }
        while let part = waiting.first, canTake(part, context) {
            waiting.removeFirst()
            take(part, context)
        }
        context.fireChannelReadComplete()
        guard waiting.isEmpty else { return }
        if let error = heldError, !isOurs {
            heldError = nil
            context.fireErrorCaught(error)
        }
        if heldRead {
            heldRead = false
            context.read()
        }
    }

    private func look(_ head: HTTPRequest, _ parking: PollParking?, _ context: ChannelHandlerContext) {
        state = .answering
        let (service, channel, loop) = (service, context.channel, context.eventLoop)
        let bound = NIOLoopBound((self, context), eventLoop: loop)
        Task(executorPreference: service.executor(of: loop)) {
            let outcome = await service.answer(head, parking: parking, on: channel)
            if loop.inEventLoop {
                let (handler, context) = bound.value
                handler.looked(head, parking, outcome, context)
            } else {
                loop.execute {
                    let (handler, context) = bound.value
                    handler.looked(head, parking, outcome, context)
                }
            }
        }
    }

    private func looked(
        _ head: HTTPRequest, _ parking: PollParking?, _ outcome: DirectService.Outcome, _ context: ChannelHandlerContext
    ) {
        switch outcome {
        case .answer(let head, let body):
            state = .idle
            guard context.channel.isActive else { return }
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            if body.readableBytes > 0 { context.write(wrapOutboundOut(.body(body)), promise: nil) }
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            takeWaiting(context)
        case .parked(let poll):
            if let parking { park(head, parking, poll, context) }
        }
    }

    private func park(_ head: HTTPRequest, _ parking: PollParking, _ poll: OpenPoll, _ context: ChannelHandlerContext) {
        let loop = context.eventLoop
        let bound = NIOLoopBound((self, context), eventLoop: loop)
        let waiter = poll.wait.begin(after: poll.known) {
            loop.execute {
                let (handler, context) = bound.value
                handler.woken(context)
            }
        }
        guard let waiter else {
            parking.poll?.isOver = true
            return look(head, parking, context)
        }
        let timer = loop.scheduleTask(in: TimeAmount(poll.wait.timeLeft(atMost: poll.pause))) { waiter.wake() }
        state = .parked(Parked(head: head, parking: parking, waiter: waiter, timer: timer))
        if service.ending.hasBegun || !context.channel.isActive { poll.wait.end() }
    }

    private func woken(_ context: ChannelHandlerContext) {
        guard case .parked(let parked) = state else { return }
        parked.timer.cancel()
        let isWorthIt = parked.parking.poll?.wait.end(parked.waiter) ?? false
        if !isWorthIt || service.ending.hasBegun { parked.parking.poll?.isOver = true }
        look(parked.head, parked.parking, context)
    }
}
