public import HelpdeskCore
public import HelpdeskModels

/// A running backend as the conformance suite sees it: through three accounts.
///
/// To add a kind of backend: implement `Backend`, start the real thing with two services, an agent, and a topic, and
/// give the suite one of these.
public struct ConformanceDesk: Sendable {
    /// Makes the way to the backend for an account; each call is a new sign-in.
    public var customer: @Sendable () throws -> any Backend
    /// Of another service.
    public var stranger: @Sendable () throws -> any Backend
    public var agent: @Sendable () throws -> any Backend
    /// The customer's with a secret that is wrong.
    public var impostor: @Sendable () throws -> any Backend
    /// A topic without fields of its own.
    public var topic: Topic.ID

    public init(
        topic: Topic.ID, customer: @escaping @Sendable () throws -> any Backend,
        stranger: @escaping @Sendable () throws -> any Backend, agent: @escaping @Sendable () throws -> any Backend,
        impostor: @escaping @Sendable () throws -> any Backend
    ) {
        self.topic = topic
        self.customer = customer
        self.stranger = stranger
        self.agent = agent
        self.impostor = impostor
    }
}
