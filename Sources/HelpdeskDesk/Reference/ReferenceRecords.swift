package import HelpdeskModels

/// Rows of the desk itself, its services, its topics and its incidents.
package protocol ReferenceRecords {
    /// Tells this database from any other. Throws ``StoreError/damaged(_:)`` if there is no desk yet.
    func instance() throws -> String
    func store(instance: String) throws

    /// Nil in a new database.
    func storedDesk() throws -> Desk?
    /// Whether the desk changed; `instance` is for a database that has none yet.
    func store(_ desk: Desk, instance: String) throws -> Bool

    func service(_ id: Service.ID) throws -> Service?
    /// By id.
    func services() throws -> [Service]
    /// By id, from the one after `after`: all, or the only one.
    func services(only: Service.ID?, after: String, limit: Int) throws -> [Service]
    func store(_ service: Service) throws

    func topic(_ id: Topic.ID) throws -> Topic?
    func topics() throws -> [Topic]
    func store(_ topic: Topic) throws

    func incident(_ id: Incident.ID) throws -> Incident?
    func incidents() throws -> [Incident]
    /// Newest first, of those with a lower ordinal than `end`.
    func incidents(before end: Int64, limit: Int) throws -> [Incident]
    func ordinal(ofIncident id: String) throws -> Int64?
    /// Whether the incident is new or changed.
    func store(_ incident: Incident) throws -> Bool
}
