public import HelpdeskModels

/// What the alert bot asks of the desk. It pages without any of it: a desk that is down only leaves services' names
/// as they were last known, questions in the queue and the banner as it was.
///
/// Writes are repeatable: the ids are the same for every try.
public protocol AlertDesk: Sendable {
    /// All chats that are linked to a service.
    func links() async throws -> [AlertLink]
    /// Makes a ticket of the question, in the name of the chat's person; returns its number, or nil if the chat is not
    /// linked any more.
    ///
    /// Throws ``AlertDeskRefusal`` if it never will; after any other error it is asked again.
    func create(_ question: AlertQuestion) async throws -> Int64?
    /// Takes over how an incident stands now. Throws ``AlertDeskRefusal`` if it never will.
    func publish(_ incident: Incident) async throws
}
