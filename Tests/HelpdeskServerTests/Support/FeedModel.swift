import Foundation
import HelpdeskModels
import Synchronization

/// The past of a desk, according to those who did something and were told that it is done.
final class FeedModel: Sendable {
    /// The state that a ticket has to have now.
    struct Prediction: Hashable, Sendable {
        var status: Ticket.Status
        var assignee: User.ID?
        var topic: HelpdeskModels.Topic.ID
        var score: Int?
    }

    /// One ticket from beginning to now, in the order in which it happened.
    struct History: Sendable {
        var service: Service.ID
        var prediction: Prediction
        var messages: [Message] = []
        var events: [Event.Kind] = []
    }

    private struct State {
        var histories: [Ticket.ID: History] = [:]
        /// Things that were acknowledged, with whose they are.
        var log: [Acknowledged] = []
        /// Messages whose revision was begun, in that order; and those of which it is not acknowledged yet.
        var revised: [Message.ID] = []
        var inRevision: Set<Message.ID> = []
        var isFinished = false
    }

    struct Acknowledged: Hashable, Sendable {
        var message: Message.ID
        var service: Service.ID
        var isInternal: Bool
        /// An edit counts anew.
        var text: String
    }

    private let state = Mutex(State())
    private let whenAcknowledged: @Sendable (_ count: Int) -> Void

    /// `whenAcknowledged` is told after each thing how many were acknowledged until then.
    init(whenAcknowledged: @escaping @Sendable (_ count: Int) -> Void = { _ in }) {
        self.whenAcknowledged = whenAcknowledged
    }

    var histories: [Ticket.ID: History] { state.withLock { $0.histories } }
    var isFinished: Bool { state.withLock { $0.isFinished } }
    var acknowledged: Int { state.withLock { $0.log.count } }

    func finish() { state.withLock { $0.isFinished = true } }

    /// The first `count` things that were acknowledged.
    func acknowledged(before count: Int) -> [Acknowledged] { state.withLock { Array($0.log.prefix(count)) } }

    func begin(_ ticket: Ticket, _ message: Message) {
        let prediction = Prediction(status: .new, topic: ticket.topic)
        state.withLock {
            $0.histories[ticket.id] = History(
                service: ticket.service, prediction: prediction, messages: [message], events: [.created])
            $0.log.append(Self.entry(message, ticket.service))
        }
        whenAcknowledged(acknowledged)
    }

    /// Notes that a message gets another text. PostgreSQL's feed is without it from the commit until it has its new place.
    func beginRevision(of message: Message.ID) {
        state.withLock { state in
            state.revised.append(message)
            state.inRevision.insert(message)
        }
    }

    func endRevision(of message: Message.ID) { _ = state.withLock { $0.inRevision.remove(message) } }

    /// Where a reader stands who asks later which messages were between two places meanwhile.
    struct RevisionMark: Sendable {
        fileprivate var count: Int
        fileprivate var inRevision: Set<Message.ID>
    }

    var revisionMark: RevisionMark {
        state.withLock { RevisionMark(count: $0.revised.count, inRevision: $0.inRevision) }
    }

    func messagesInRevision(since mark: RevisionMark) -> Set<Message.ID> {
        state.withLock { mark.inRevision.union($0.revised.dropFirst(mark.count)) }
    }

    /// Changes a ticket's history and returns it.
    @discardableResult
    func change(_ ticket: Ticket.ID, _ body: (inout History) -> Void) -> History? {
        state.withLock { state in
            guard var history = state.histories[ticket] else { return nil }
            body(&history)
            state.histories[ticket] = history
            return history
        }
    }

    func acknowledge(_ message: Message, in service: Service.ID) {
        state.withLock { $0.log.append(Self.entry(message, service)) }
        whenAcknowledged(acknowledged)
    }

    private static func entry(_ message: Message, _ service: Service.ID) -> Acknowledged {
        Acknowledged(message: message.id, service: service, isInternal: message.isInternal, text: message.text)
    }
}
